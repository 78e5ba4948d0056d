using Bakehouse.Adapters.Docker;
using Bakehouse.UnitTests.Images;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>What an image is built from.</summary>
internal sealed class BuildStepTests : IDisposable
{
    private const string TypedDockerfile = """
        ARG TYPED_ROOT=typed-root
        FROM ${TYPED_ROOT}
        ARG JDK=17
        ARG MIRROR=https://upstream.test
        """;

    private readonly StepFixture fixture = new();

    private ImageBuild Built => fixture.Engine.Builds[^1];

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Build_NothingToDo_AsksTheEngineForNothing()
    {
        fixture.Tree.With("root");
        await fixture.Facts.PublishAsync(["root"], tested: true, "topic", PlannerFacts.Commit);
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");

        Assert.That(fixture.Journal, Is.Empty);
    }

    [Test]
    public async Task Build_Image_HasItsWorkingTagAndNoOther()
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");

        Assert.That(fixture.Journal, Is.EqualTo(new[] { "build working/root" }));
        Assert.That(fixture.Run.ResultOf("root").Size, Is.EqualTo(42));
    }

    [Test]
    public async Task Build_LayersAreNotToldYet_KeepsNobodyWaitingButTheEnd()
    {
        fixture.Tree.With("root");
        fixture.Engine.Layers = new TaskCompletionSource<IReadOnlyList<EngineLayer>>();
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");
        var end = fixture.Run.SettleAsync();
        Assert.That(end.IsCompleted, Is.False);
        fixture.Engine.Layers.SetResult([new EngineLayer("RUN late", 7)]);
        await end;

        Assert.That(fixture.Run.ResultOf("root").Layers, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Build_LayersAreNeverTold_FailsNoRun()
    {
        fixture.Tree.With("root");
        fixture.Engine.Layers = new TaskCompletionSource<IReadOnlyList<EngineLayer>>();
        fixture.Engine.Layers.SetException(new DockerException("docker history", "gone"));
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");
        await fixture.Run.SettleAsync();

        Assert.That(fixture.Run.ResultOf("root").Layers, Is.Empty);
        Assert.That(fixture.Run.ResultOf("root").IsInEngine, Is.True);
    }

    [Test]
    public async Task Build_Context_IsACopyThatGoesWithTheBuild()
    {
        fixture.Tree.With("root").WithFile("root", "files/a", "a").WithFile("root", ".dockerignore", "*.log");
        fixture.Tree.WithFile("root", "x.log", "");
        await fixture.PlanAsync();
        string[] seen = [];
        fixture.Engine.OnWork = context =>
            seen = [
                .. Directory
                    .EnumerateFiles(context, "*", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(context, path)),
            ];

        await fixture.BuildAsync("root");

        Assert.That(seen, Is.EquivalentTo(new[] { "Dockerfile", ".dockerignore", "files/a" }));
        Assert.That(Directory.Exists(Built.Context), Is.False);
    }

    [Test]
    public async Task Build_Fails_LeavesNoContextBehind()
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();
        fixture.Engine.OnWork = _ => throw new DockerException("docker build", "no space");

        Assert.ThrowsAsync<DockerException>(() => fixture.BuildAsync("root"));

        Assert.That(Directory.Exists(Built.Context), Is.False);
        Assert.That(fixture.Run.ResultOf("root").IsInEngine, Is.False);
    }

    [TestCase(null, null, "21")]
    [TestCase("22", null, "22")]
    [TestCase(null, "23", "23")]
    [TestCase("22", "23", "23")]
    public async Task Build_Argument_ComesFromClassThenSubstituteThenCommandLine(
        string? substitute,
        string? given,
        string expected
    )
    {
        await PlanTypedAsync(substitute, given);

        await fixture.BuildAsync("typed-child");

        Assert.That(Built.Arguments["JDK"], Is.EqualTo(expected));
    }

    [Test]
    public async Task Build_Arguments_AreThoseThatTheDockerfileDeclares()
    {
        fixture.Facts.Options = fixture.Facts.Options with
        {
            BuildArguments = new Dictionary<string, string> { ["MIRROR"] = "https://m.test", ["OTHER"] = "x" },
        };
        fixture.Places = fixture.Places with
        {
            BuildArguments = new Dictionary<string, string> { ["http_proxy"] = "http://127.0.0.1:1" },
        };
        await PlanTypedAsync(null, null);

        await fixture.BuildAsync("typed-child");

        Assert.That(Built.Arguments.Keys, Is.EquivalentTo(new[] { "TYPED_ROOT", "JDK", "MIRROR", "http_proxy" }));
        Assert.That(Built.Arguments["MIRROR"], Is.EqualTo("https://m.test"));
    }

    [Test]
    public async Task Build_ParentInTheRegistry_IsHandedOverByItsDigest()
    {
        await PlanTypedAsync(null, null);

        await fixture.BuildAsync("typed-child");

        var digest = fixture.Run.Plan.Find("typed-root")!.Digest;
        Assert.That(Built.Arguments["TYPED_ROOT"], Is.EqualTo($"registry.test/base/typed-root@{digest}"));
    }

    [Test]
    public async Task Build_ParentOutsideTheRun_IsHandedOverByItsDigestToo()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.Facts.PublishAsync(["root"]);
        await fixture.PlanAsync("child");

        await fixture.BuildAsync("child");

        Assert.That(Built.Arguments["ROOT"], Does.StartWith("registry.test/base/root@sha256:"));
    }

    [Test]
    public async Task Build_ParentOfThisRun_IsHandedOverByItsWorkingTag()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");
        await fixture.BuildAsync("child");

        Assert.That(Built.Arguments["ROOT"], Is.EqualTo(fixture.Identity.WorkingTagOf("root")));
    }

    [Test]
    public async Task Build_ParentInPlaceOfWhatTheCommandLineSays_IsHandedOver()
    {
        fixture.Tree.With("root").With("child", "root");
        fixture.Facts.Options = fixture.Facts.Options with
        {
            BuildArguments = new Dictionary<string, string> { ["ROOT"] = "debian" },
        };
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");
        await fixture.BuildAsync("child");

        Assert.That(Built.Arguments["ROOT"], Is.EqualTo(fixture.Identity.WorkingTagOf("root")));
    }

    [Test]
    public async Task Build_ParentNowhere_SaysWhatIsMissingAndHowToGetIt()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BuildAsync("child"))!;

        Assert.That(error.Problem, Does.Contain("child").And.Contain("root"));
        Assert.That(error.Remedy, Does.Contain("--target=Child without --exclusive"));
    }

    [Test]
    public async Task Build_Options_ReachDocker()
    {
        fixture.Tree.With("root");
        fixture.Facts.Options = fixture.Facts.Options with
        {
            NoCache = true,
            DockerOptions = ["--network=host"],
            BuildSecrets = ["id=npm,src=.npmrc"],
        };
        await fixture.PlanAsync();

        await fixture.BuildAsync("root");

        Assert.Multiple(() =>
        {
            Assert.That(Built.NoCache, Is.True);
            Assert.That(Built.Options, Is.EqualTo(new[] { "--network=host" }));
            Assert.That(Built.Secrets, Is.EqualTo(new[] { "id=npm,src=.npmrc" }));
        });
    }

    /// <summary>A child with a class, to be built on a root that is in the registry.</summary>
    private async Task PlanTypedAsync(string? substitute, string? given)
    {
        fixture.Tree.With("typed-root").WithDockerfile("typed-child", TypedDockerfile);
        fixture.Tree.WithFile("typed-child", "made.tar", "");
        fixture.Tree.WithClass(new TypedRoot(), new TypedChild());
        if (substitute is not null)
        {
            fixture.Facts.Substitutes["typed-child"] = new Dictionary<string, string> { ["JDK"] = substitute };
        }

        if (given is not null)
        {
            fixture.Facts.Options = fixture.Facts.Options with
            {
                BuildArguments = new Dictionary<string, string> { ["JDK"] = given },
            };
        }

        await fixture.Facts.PublishAsync(["typed-root"]);
        await fixture.PlanAsync();
    }
}
