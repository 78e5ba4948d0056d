using System.Collections.Concurrent;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Packer;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Adapters.Registry;
using Bakehouse.UnitTests.Facts;
using Bakehouse.UnitTests.Images;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Steps;

/// <summary>
/// The steps of a run on an engine, a registry and tests in memory. What they did stands in one journal, in order, in
/// which <c>working/NAME</c> is an image's working tag.
/// </summary>
internal sealed class StepFixture : IDisposable
{
    private readonly ConcurrentQueue<string> journal = [];
    private readonly ICakeEnvironment environment = Substitute.For<ICakeEnvironment>();
    private readonly TemporaryFiles files = new();
    private readonly RightOfWay way = new(new SkippingTime());
    private EarlyBuilds? builds;

    public StepFixture()
    {
        environment.WorkingDirectory.Returns(_ => new Cake.Core.IO.DirectoryPath(Tree.Root));
        Identity = new RunIdentity(environment);
        Engine = new FakeEngine(Facts.Manifests, journal);
        Facts.Manifests.OnRequest = journal.Enqueue;
        Sources.NewerHeadAsync(default).ReturnsForAnyArgs((string?)null);
        Tests.RunAsync(null!, default).ReturnsForAnyArgs(call => Task.FromResult(Tested(call.Arg<TestSubject>())));
        Commands
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(call =>
            {
                journal.Enqueue($"run {call.Arg<Command>()} in {call.Arg<Command>().WorkingDirectory}");
                OnCommand(call.Arg<Command>());
                return Task.FromResult(new CommandResult(0, "", ""));
            });
    }

    public FactFixture Facts { get; } = new();

    public ImageTree Tree => Facts.Tree;

    public FakeRegistry Registry => Facts.Manifests;

    public FakeEngine Engine { get; }

    public IPacker Packer { get; } = Substitute.For<IPacker>();

    public ITestRunner Tests { get; } = Substitute.For<ITestRunner>();

    public ISourceReader Sources { get; } = Substitute.For<ISourceReader>();

    public ICommandRunner Commands { get; } = Substitute.For<ICommandRunner>();

    public Action<Command> OnCommand { get; set; } = _ => { };

    /// <summary>Images whose tests fail.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>The images of the engine in which tests were run, in order.</summary>
    public ConcurrentQueue<string> TestedIds { get; } = [];

    /// <summary>Called while the tests of an image run.</summary>
    public Action<string> OnTest { get; set; } = _ => { };

    /// <summary>Images that the run is to push.</summary>
    public HashSet<string> Pushed { get; } = [];

    /// <summary>What the tests find installed in an image.</summary>
    public PackageList? Packages { get; set; }

    public Places Places { get; set; } = new(FactFixture.Registry);

    /// <summary>ECR, for those whose <see cref="Places"/> name it.</summary>
    public IAwsClients Aws { get; } = Substitute.For<IAwsClients>();

    public RunIdentity Identity { get; }

    public RunState Run { get; } = new();

    public ImageCatalog Catalog { get; private set; } = null!;

    public string ReportOf(string image) => new Artifacts(environment).TestReportOf(image);

    /// <summary>What was done, in order, without the questions asked before the first step.</summary>
    public IReadOnlyList<string> Journal =>
        [.. journal.Select(line => line.Replace(Identity.WorkingTagOf(""), "working/", StringComparison.Ordinal))];

    /// <summary>Plans a run of some images, or of all, as they are now.</summary>
    public async Task<Plan> PlanAsync(params string[] images)
    {
        var collected = await Facts.CollectAsync(images);
        Catalog = collected.Catalog;
        var plan = Planner.Plan(collected.Images, collected.Facts);
        Run.Begin(
            new RunState.Prepared(plan, collected.Facts, Facts.Destination, Places, Facts.Substitutes)
            {
                Began = plan.Time,
                Pushed = Pushed,
            }
        );
        journal.Clear();
        return plan;
    }

    public Task BuildAsync(string image) =>
        RunAsync(new BuildStep(Engine, builds ??= EarlyBuilds(), way, Run, Identity), image);

    /// <summary>The docker that waits for the turn of an image.</summary>
    public Task WaitingFor(string image) => builds!.WaitingFor(image);

    /// <summary>Before the first task.</summary>
    public void PrepareFirst() => (builds ??= EarlyBuilds()).PrepareFirst(CancellationToken.None);

    /// <summary>Behind the last task.</summary>
    public async Task EndAsync()
    {
        await builds!.EndAsync();
        await Run.SettleAsync();
    }

    public Task TestAsync(string image) => RunAsync(TestStep(), image);

    public Task TagAsync(string image) => RunAsync(new TagStep(Engine, Run), image);

    public Task PushAsync(string image) =>
        RunAsync(
            new PushStep(
                Engine,
                Registry,
                new SealedImage(Registry, Registry.Blobs, Run),
                new SecondBake(builds ??= EarlyBuilds(), TestStep(), Run, Identity, Substitute.For<ICakeLog>()),
                way,
                new RegistryTags(Registry, Run),
                new ScanGate(
                    new Lazy<ScanResults>(() => new ScanResults(Aws, TimeProvider.System)),
                    Run,
                    Facts.Options,
                    environment,
                    TimeProvider.System
                ),
                new TagTidying(
                    new Lazy<TagLimit>(() => new TagLimit(Aws)),
                    Run,
                    new Lazy<GitRepository>(() => new GitRepository(Commands))
                ),
                Run,
                Facts.Options,
                new BranchHead(Sources, TimeProvider.System),
                Substitute.For<ICakeLog>()
            ),
            image
        );

    /// <summary>All steps of an image, one behind the other.</summary>
    public async Task BakeAsync(params string[] images)
    {
        foreach (var image in images)
        {
            await BuildAsync(image);
            await TestAsync(image);
            await TagAsync(image);
            await PushAsync(image);
        }
    }

    /// <summary>Puts another run's image of the same fingerprint into the registry, proven with some tests.</summary>
    public Digest PutTheirs(string image, TestHash tests, string content = "theirs")
    {
        var fingerprint = FingerprintOf(image);
        var inputs = Run.InputsOf(image)
            .With(Catalog[image].Parents.ToDictionary(parent => parent.Image, parent => DigestOf(parent.Image)));
        var label = FingerprintLabel.Write(inputs.Build);
        Registry.Put(FactFixture.NameOf(image, fingerprint.Tag), content, label);
        return Registry.Put(FactFixture.NameOf(image, fingerprint.TestedTag(tests)), content, label);
    }

    /// <summary>The fingerprint of an image of the run whose parents are in the registry.</summary>
    public Fingerprint FingerprintOf(string image) =>
        Fingerprint.Of(
            Run.InputsOf(image)
                .With(Catalog[image].Parents.ToDictionary(parent => parent.Image, parent => DigestOf(parent.Image)))
                .Build
        );

    public Digest DigestOf(string image) => Run.ResultOf(image).Digest ?? Run.Plan.Find(image)!.Digest!;

    public void Dispose()
    {
        builds?.Dispose();
        files.Dispose();
        Facts.Dispose();
    }

    private TestStep TestStep() => new(Engine, Tests, Catalog, Run, Identity, new Artifacts(environment));

    private EarlyBuilds EarlyBuilds() =>
        new(
            [new DockerBuilder(Engine), new PackerBuilder(Packer, Engine, Identity, Facts.Options)],
            new ContextLayout(Commands, files, Run, Identity, Facts.Options),
            Catalog,
            way,
            Run,
            Facts.Options
        );

    private Task RunAsync(IStep step, string image) => step.RunAsync(Catalog[image], CancellationToken.None);

    private TestReport Tested(TestSubject image)
    {
        journal.Enqueue($"test {image.Name}");
        TestedIds.Enqueue(image.EngineImage);
        OnTest(image.Name);
        var failure = Broken.Contains(image.Name) ? "expected 1, found 2" : null;
        var check = new TestCase(image.Name, "goss.yaml", "check", 0.1, failure);
        return TestReport.Of(image.Name, [new TestSuite(image.Name, "goss.yaml")], [check]) with
        {
            Packages = Packages,
        };
    }
}
