using System.Text.Json;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>
/// No name for what was not tested, whoever tries: another run with the same fingerprint, and somebody who moves names in the
/// engine that both work with.
/// </summary>
public sealed class UntestedNameTests
{
    // No build of it is like another: what the engine makes tells whose it is.
    private const string Unlike = "RUN cat /proc/sys/kernel/random/uuid >/baked\n";

    // A run stops here, with its plan made, while another one overtakes it.
    private const string Stop = """
        #!/bin/sh
        if [ -n "${BAKE_STOP-}" ]; then
            : >"$BAKE_STOP/here"
            until [ -e "$BAKE_STOP/go" ]; do sleep 0.1; done
        fi
        touch rootfs.tar
        """;

    private readonly List<ImageTree> trees = [];

    [TearDown]
    public async Task CleanAsync()
    {
        foreach (var tree in trees)
        {
            await tree.DisposeAsync();
        }

        trees.Clear();
    }

    [TestCase("one", "two")]
    [TestCase("two", "one")]
    public async Task TwoRuns_OfOneFingerprintWithOtherTests_NameWhatEachHasTested(string first, string second)
    {
        var overtaking = await TreeAsync(first);
        var overtaken = await TreeAsync(second);
        overtaken.Prefix = overtaking.Prefix;
        overtaken.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = overtaking.Prefix;

        string? theirs = null;
        await OvertakeAsync(
            overtaken,
            "--target=Push-Base-Root",
            async () =>
            {
                (await overtaking.RunAsync("--target=Push-Base-Root")).Succeeded();
                theirs = await overtaking.Registry.DigestAsync("base-root", "main");
            }
        );

        var proofs = (await overtaken.Registry.TagsAsync("base-root")).Where(tag => tag.Contains("-t")).ToList();
        var digests = await Task.WhenAll(proofs.Select(tag => overtaken.Registry.DigestAsync("base-root", tag)));
        Assert.That(proofs.Select(tag => tag.Split("-t")[0]).Distinct().Count(), Is.EqualTo(1), "one fingerprint");
        Assert.That(digests, Has.Length.EqualTo(2).And.Unique.And.Contain(theirs));
        Assert.That(await overtaken.Registry.DigestAsync("base-root", "main"), Is.Not.EqualTo(theirs));
    }

    [Test]
    public async Task ParentThatSomebodyElsePushedMeanwhile_IsWhatTheChildIsBuiltOn()
    {
        var overtaking = await TreeAsync("one");
        var overtaken = await TreeAsync("one");
        overtaken.Prefix = overtaking.Prefix;
        overtaken.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = overtaking.Prefix;

        string? theirs = null;
        await OvertakeAsync(
            overtaken,
            "--target=Push-Base-Build",
            async () =>
            {
                (await overtaking.RunAsync("--target=Push-Base-Root")).Succeeded();
                theirs = await overtaking.Registry.DigestAsync("base-root", "main");
            }
        );

        var labels = await overtaken.Registry.LabelsAsync("base-build", "main");
        Assert.That(await overtaken.Registry.DigestAsync("base-root", "main"), Is.EqualTo(theirs));
        Assert.That(labels["org.opencontainers.image.base.digest"], Is.EqualTo(theirs));
        var below = await LayersAsync(overtaken, "base-root");
        Assert.That((await LayersAsync(overtaken, "base-build")).Take(below.Count), Is.EqualTo(below));
        Assert.That(await overtaken.Engine.WorkingTagsAsync(), Is.Empty);
    }

    [Test]
    public async Task WorkingTag_ThatSomebodyMovesWhileTestsRun_IsNotWhatIsPushed()
    {
        var tree = await TreeAsync("one");
        await LetThiefActAsync(
            tree,
            """
            start) for name in $(docker image ls --format '{{.Repository}}:{{.Tag}}' 'bakehouse-run/*'); do
                docker tag thief:1 "$name"
            done ;;
            """
        );

        (await tree.RunAsync("--target=Push-Base-Root")).Succeeded();

        Assert.That(await tree.Registry.ConfigurationAsync("base-root", "main"), Does.Not.Contain("stolen"));
    }

    [Test]
    public async Task NameThatIsPushed_MovedMeanwhile_IsAnErrorAndNamesNothing()
    {
        var tree = await TreeAsync("one");
        await LetThiefActAsync(
            tree,
            """
            push) [ -e "$0.done" ] || for name; do case $name in */base-root:*) docker tag thief:1 "$name"; esac; done
                : >"$0.done" ;;
            """
        );

        var run = await tree.RunAsync("--target=Push-Base-Root");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("base-root gets no tag").And.Contain("moved the name"));
        var tags = await tree.Registry.TagsAsync("base-root");
        Assert.That(tags, Has.Count.EqualTo(1).And.All.StartsWith("fp-"));
        Assert.That(await tree.Registry.ConfigurationAsync("base-root", tags[0]), Does.Not.Contain("stolen"));
    }

    [TestCase("--docker-option=--push=true")]
    [TestCase("--docker-option=-o", "--docker-option=type=registry")]
    [TestCase("--docker-option=-tNAME")]
    [TestCase("--docker-option=--tag=NAME")]
    [TestCase("--docker-option=--output=type=image,name=NAME,push=true")]
    [TestCase("--docker-option=-qtNAME")]
    [TestCase("--docker-option=--label=a\" --tag \"NAME")]
    [TestCase("--build-arg=A=1\" --tag \"NAME")]
    public async Task Option_ThatNamesOrPushes_BringsNothingUntestedIntoEngineOrRegistry(params string[] options)
    {
        var tree = await TreeAsync("one");
        tree.Write("images/base-root/goss.yaml", "command:\n  'false': { exit-status: 0 }\n");
        var name = tree.Registry.NameOf("stolen", "1");

        var run = await tree.RunAsync([
            "--target=Build-Base-Root",
            .. options.Select(word => word.Replace("NAME", name)),
        ]);

        Assert.That(await tree.Registry.TagsAsync("stolen"), Is.Empty);
        Assert.That(await tree.Engine.NamesAsync(), Is.Empty);
        if (!options[0].Contains('"'))
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.All, Does.Contain("--docker-option has"));
        }
    }

    private static async Task OvertakeAsync(ImageTree tree, string target, Func<Task> overtake)
    {
        var folder = Directory.CreateTempSubdirectory("bakehouse-stop-").FullName;
        try
        {
            tree.Variables["BAKE_STOP"] = folder;
            using var run = tree.Start(target, "--no-cache");
            await run.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "here"))), "its first build");
            await overtake();
            await File.WriteAllTextAsync(Path.Combine(folder, "go"), "");
            (await run.EndAsync()).Succeeded();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> LayersAsync(ImageTree tree, string image)
    {
        using var json = JsonDocument.Parse(await tree.Registry.ConfigurationAsync(image, "main"));
        var layers = json.RootElement.GetProperty("rootfs").GetProperty("diff_ids");
        return [.. layers.EnumerateArray().Select(layer => layer.GetString()!)];
    }

    // Somebody else with the same engine: what he does comes right before a command of the run's.
    private static async Task LetThiefActAsync(ImageTree tree, string act)
    {
        tree.Write("thief/Dockerfile", "FROM scratch\nLABEL stolen=yes\nCOPY Dockerfile /\n");
        (await tree.Engine.DockerAsync("build", "--tag=thief:1", tree.PathOf("thief"))).Succeeded();
        var path = Environment.GetEnvironmentVariable("PATH");
        tree.WriteScript(
            "thief/docker",
            $"#!/bin/sh\nPATH='{path}'\ncase ${{1-}} in\n{act}\nesac\nexec docker \"$@\"\n"
        );
        await tree.CommitAsync("A thief");
        tree.Variables["PATH"] = $"{tree.PathOf("thief")}:{path}";
    }

    private async Task<ImageTree> TreeAsync(string test)
    {
        var tree = await ImageTree.CreateAsync();
        trees.Add(tree);
        tree.WriteScript("images/base-root/rootfs.sh", Stop);
        tree.Write(
            "images/base-root/Dockerfile",
            $"FROM {await RealImages.RootAsync()}\nARG A\nCOPY rootfs.sh /\n{Unlike}"
        );
        tree.Write("images/base-root/goss.yaml", $"file:\n  /baked: {{ exists: true }}\n# {test}\n");
        tree.WriteImage("base-build", "base-root", Unlike);
        await tree.CommitAsync("Images that are never alike");
        return tree;
    }
}
