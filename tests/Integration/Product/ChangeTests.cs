using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What the plan says, and why, after one change to a tree whose images the registry has all.</summary>
public sealed class ChangeTests
{
    private static readonly string[] Others = ["base-root", "base-build", "base-build-sbt", "base-runtime-jre"];
    private ImageTree tree = null!;
    private string commit = null!;

    [OneTimeSetUp]
    public async Task PushAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteImage("tool", "base-root");
        tree.WriteImage("base-runtime", "base-root", "ARG FLAVOUR=plain\nRUN echo ${FLAVOUR} >/flavour\n");
        tree.Write("images/base-runtime/.dockerignore", "*.md\n");
        tree.Write("images/base-runtime/README.md", "Ignored.\n");
        tree.Write(
            "images/leaf/Dockerfile",
            """
            ARG BASE_RUNTIME=base-runtime
            ARG TOOL=tool
            FROM ${TOOL} AS tool
            FROM ${BASE_RUNTIME}
            COPY --from=tool /tool /tool

            """
        );
        tree.WriteTest("base-runtime", "base-runtime");
        commit = await tree.CommitAsync("A tool and a leaf");
        (await tree.RunAsync("--target=Push-All")).Succeeded();

        // To plan takes no engine.
        tree.Variables["DOCKER_HOST"] = $"unix://{tree.PathOf("no-engine.sock")}";
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [TearDown]
    public async Task RestoreAsync()
    {
        await tree.GitAsync("reset", "--quiet", "--hard", commit);
        await tree.GitAsync("clean", "--quiet", "--force", "-d");
    }

    [Test]
    public async Task Content_OfAContextFile_Changed()
    {
        tree.Write("images/base-runtime/content", "changed\n");

        AssertBuilt(await PlanAsync(), "images/base-runtime/content changed");
    }

    [Test]
    public async Task Dockerfile_Changed()
    {
        File.AppendAllText(tree.PathOf("images/base-runtime/Dockerfile"), "ENV CHANGED=1\n");

        AssertBuilt(await PlanAsync(), "images/base-runtime/Dockerfile changed");
    }

    [Test]
    public async Task ExecutableBit_OfAContextFile_Changed()
    {
        tree.WriteScript("images/base-runtime/content", "base-runtime\n");

        AssertBuilt(await PlanAsync(), "images/base-runtime/content", "executable");
    }

    [Test]
    public async Task File_AddedToTheContext()
    {
        tree.Write("images/base-runtime/more", "more\n");

        AssertBuilt(await PlanAsync(), "images/base-runtime/more was added");
    }

    [Test]
    public async Task File_RenamedInTheContext()
    {
        tree.Write("images/base-runtime/old", "the same\n");
        await tree.CommitAsync("A file under its old name");
        (await PushRuntimeAsync()).Succeeded();
        File.Move(tree.PathOf("images/base-runtime/old"), tree.PathOf("images/base-runtime/young"));

        AssertBuilt(await PlanAsync(), "images/base-runtime/old was renamed to young");
    }

    [Test]
    public async Task BuildArgument_Given()
    {
        var run = await PlanAsync("--build-arg=FLAVOUR=rye");

        AssertBuilt(run, "FLAVOUR");
    }

    [Test]
    public async Task Image_ThatACopyTakesFrom_Changed()
    {
        tree.Write("images/tool/content", "changed\n");

        var run = await PlanAsync();

        Assert.That(run.ActionOf("tool"), Is.EqualTo("build"));
        Assert.That(run.ActionOf("leaf"), Is.EqualTo("build"));
        Assert.That(run.ReasonOf("leaf"), Does.Contain("parent tool will be built"));
        Assert.That(run.ActionOf("base-runtime"), Is.Not.EqualTo("build"));
    }

    [Test]
    public async Task Parent_Changed()
    {
        tree.WriteScript("images/base-root/rootfs.sh", "#!/bin/sh\n: >rootfs.tar\n");

        var run = await PlanAsync();

        Assert.That(run.ReasonOf("base-root"), Does.Contain("images/base-root/rootfs.sh changed"));
        Assert.That(run.ActionOf("base-runtime-jre"), Is.EqualTo("build"));
        Assert.That(run.ReasonOf("base-runtime-jre"), Does.Contain("parent base-runtime will be built"));
        Assert.That(run.ReasonOf("base-build"), Does.Contain("parent base-root will be built"));
    }

    [Test]
    public async Task Tests_OfAnImage_Changed()
    {
        tree.Write("images/base-runtime/goss.yaml", "file:\n  /base-runtime:\n    exists: true\n    size: 13\n");

        var run = await PlanAsync();

        Assert.That(run.ActionOf("base-runtime"), Is.EqualTo("test"));
        Assert.That(run.ReasonOf("base-runtime"), Does.Contain("its tests changed"));
        Assert.That(run.ActionOf("leaf"), Is.EqualTo("test"));
        Assert.That(
            Others.Except(["base-runtime-jre"]).Select(run.ActionOf),
            Has.None.EqualTo("test").Or.EqualTo("build")
        );
    }

    [Test]
    public async Task IgnoredFile_Changed_RebuildsNothing()
    {
        tree.Write("images/base-runtime/README.md", "Changed.\n");

        AssertNothingBuilt(await PlanAsync());
    }

    [Test]
    public async Task Time_OfAFile_Changed_RebuildsNothing()
    {
        File.SetLastWriteTimeUtc(tree.PathOf("images/base-runtime/content"), DateTime.UnixEpoch);

        AssertNothingBuilt(await PlanAsync());
    }

    [Test]
    public async Task File_OutsideTheImagesFolder_Changed_RebuildsNothing()
    {
        tree.Write("README.md", "Changed.\n");
        tree.Write("images/.notes/content", "No image has this.\n");

        AssertNothingBuilt(await PlanAsync());
    }

    private Task<RunResult> PlanAsync(params string[] options) => tree.RunAsync(["--target=Plan", .. options]);

    private async Task<RunResult> PushRuntimeAsync()
    {
        var nowhere = tree.Variables["DOCKER_HOST"];
        tree.Variables.Remove("DOCKER_HOST");
        try
        {
            return await tree.RunAsync("--target=Push-Base-Runtime");
        }
        finally
        {
            tree.Variables["DOCKER_HOST"] = nowhere;
        }
    }

    private static void AssertBuilt(RunResult run, params string[] reasons)
    {
        run.Succeeded();
        Assert.Multiple(() =>
        {
            Assert.That(run.ActionOf("base-runtime"), Is.EqualTo("build"));
            foreach (var reason in reasons)
            {
                Assert.That(run.ReasonOf("base-runtime"), Does.Contain(reason));
            }

            Assert.That(run.ReasonOf("leaf"), Does.Contain("parent base-runtime will be built"));
            Assert.That(run.ActionOf("base-root"), Is.Not.EqualTo("build"));
            Assert.That(run.ActionOf("base-build-sbt"), Is.Not.EqualTo("build"));
        });
    }

    private static void AssertNothingBuilt(RunResult run)
    {
        run.Succeeded();
        Assert.That(
            Others.Append("base-runtime").Append("leaf").Append("tool").Select(run.ActionOf),
            Is.All.AnyOf("nothing", "retag")
        );
    }
}
