using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.Packer;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Runs;
using Bakehouse.Sandbox;
using Bakehouse.Steps;
using Bakehouse.Tasks;
using Bakehouse.UnitTests.Facts;
using Bakehouse.UnitTests.Planning;
using Cake.Core;
using Cake.Core.Tooling;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Spectre.Console;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Runs;

/// <summary>What a run plans, with a plan that was saved before and without one.</summary>
internal sealed class RunPreparationTests : IDisposable
{
    private readonly FactFixture fixture = new();
    private readonly ISourceReader sources = Substitute.For<ISourceReader>();
    private readonly IContainers containers = Substitute.For<IContainers>();
    private SourceFacts source = PlannerFacts.With([]).Source;

    public RunPreparationTests()
    {
        sources.ReadAsync(null!, default).ReturnsForAnyArgs(_ => Task.FromResult(source));
        File.WriteAllText(Path.Combine(fixture.Tree.Root, "VERSION"), "1.4.0\n");
        fixture.Tree.With("root").With("child", "root");
    }

    private string SavedPlan => Path.Combine(fixture.Tree.Root, "saved.json");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Prepare_Forced_MakesAnewWhatTheTargetsName()
    {
        await PublishAsync();

        var plan = await PlanAsync(new RunOptions { Jobs = 1, IsForced = true }, named: "root");

        Assert.That(plan.Find("root")!.Reasons, Is.EqualTo(new[] { "forced" }));
        Assert.That(plan.Find("child")!.Reasons, Is.EqualTo(new[] { "parent root will be built" }));
    }

    [Test]
    public async Task Prepare_NotForced_MakesNothingAnew()
    {
        await PublishAsync();

        var plan = await PlanAsync(new RunOptions { Jobs = 1 }, named: "root");

        Assert.That(plan.Images.Select(image => image.Action), Is.All.EqualTo(ImageAction.Nothing));
    }

    [Test]
    public async Task SavedPlan_ThatHolds_IsTheOneThatRuns()
    {
        await SaveAsync(new RunOptions { Jobs = 1 });

        var plan = await RunSavedAsync();

        Assert.That(PlanFile.Write(plan), Is.EqualTo(File.ReadAllText(SavedPlan)));
    }

    [Test]
    public async Task SavedPlan_OfWhatIsToBeMadeAnew_HoldsWithoutAskingAgain()
    {
        await PublishAsync();
        await SaveAsync(new RunOptions { Jobs = 1, IsForced = true });

        var plan = await RunSavedAsync();

        Assert.That(plan.Find("root")!.Reasons, Is.EqualTo(new[] { "forced" }));
        Assert.That(plan.Find("root")!.Replaces, Is.Not.Null);
        Assert.That(PlanFile.Write(plan), Is.EqualTo(File.ReadAllText(SavedPlan)));
    }

    [Test]
    public async Task SavedPlan_OfWhatCouldNotBeAsked_HoldsWithoutAskingAgain()
    {
        await PublishAsync();
        containers.CreateAsync(null!, default).ThrowsAsyncForAnyArgs(new DockerException("docker create", "no disk"));
        await SaveAsync(new RunOptions { Jobs = 1, IsRefresh = true });
        containers.ClearReceivedCalls();

        var plan = await RunSavedAsync();

        Assert.That(plan.Images.Select(image => image.Action), Is.All.EqualTo(ImageAction.Fail));
        Assert.That(PlanFile.Write(plan), Is.EqualTo(File.ReadAllText(SavedPlan)));
        await containers.DidNotReceiveWithAnyArgs().CreateAsync(null!, default);
    }

    [Test]
    public async Task SavedPlan_OfAnotherCommit_IsRefused()
    {
        await SaveAsync(new RunOptions { Jobs = 1 });
        var commit = new string('f', 40);
        source = source with { Commit = commit };

        AssertRefused($"the commit was {PlannerFacts.Commit}, and is now {commit}");
    }

    [Test]
    public async Task SavedPlan_ImageIsInTheRegistryMeanwhile_IsRefused()
    {
        await SaveAsync(new RunOptions { Jobs = 1 });
        await PublishAsync();

        AssertRefused("root was to build, and is now to be left alone");
    }

    [Test]
    public async Task SavedPlan_TagMovedMeanwhile_IsRefused()
    {
        await PublishAsync();
        await SaveAsync(new RunOptions { Jobs = 1 });
        fixture.Manifests.Put(FactFixture.NameOf("child", "topic"), "other");

        AssertRefused("child was to be left alone, and is now to retag: the tag topic points elsewhere");
    }

    [Test]
    public async Task SavedPlan_AnotherTagMovedOfAnImageToRetag_IsRefused()
    {
        await fixture.PublishAsync(["root", "child"], tested: true, "topic");
        await SaveAsync(new RunOptions { Jobs = 1 });
        fixture.Manifests.Put(FactFixture.NameOf("child", "topic"), "other");

        AssertRefused("the tag topic points elsewhere");
    }

    [Test]
    public async Task SavedPlan_WhatIsToBeReplacedMoved_IsRefused()
    {
        await PublishAsync();
        await SaveAsync(new RunOptions { Jobs = 1, IsForced = true });
        var collected = await fixture.CollectAsync();
        var tags = (string[])
            [collected.FingerprintOf("child").Tag, collected.TestedTagOf("child"), "topic", PlannerFacts.Commit];
        foreach (var tag in tags)
        {
            fixture.Manifests.Put(FactFixture.NameOf("child", tag), "made anew by somebody else");
        }

        AssertRefused("child moved in the registry");
    }

    [Test]
    public async Task SavedPlan_ContentChanged_IsRefused()
    {
        await SaveAsync(new RunOptions { Jobs = 1 });
        fixture.Tree.WithFile("root", "new", "");

        AssertRefused("what root is made of changed");
    }

    [Test]
    public void SavedPlan_ThatIsNotThere_SaysHowToMakeOne()
    {
        var error = Assert.ThrowsAsync<BakehouseException>(RunSavedAsync)!;

        Assert.That(error.Problem, Does.Contain($"There is no plan {SavedPlan}"));
        Assert.That(error.Remedy, Does.Contain("--target=Plan"));
    }

    private Task PublishAsync() => fixture.PublishAsync(["root", "child"], tested: true, "topic", PlannerFacts.Commit);

    private async Task SaveAsync(RunOptions options) =>
        await File.WriteAllTextAsync(SavedPlan, PlanFile.Write(await PlanAsync(options, "root", "child")));

    private Task<Plan> RunSavedAsync() => PlanAsync(new RunOptions { Jobs = 1, Plan = SavedPlan }, "root", "child");

    private void AssertRefused(string difference)
    {
        var error = Assert.ThrowsAsync<BakehouseException>(RunSavedAsync)!;

        Assert.That(error.Problem, Does.Contain("holds no more").And.Contain(difference));
    }

    private async Task<Plan> PlanAsync(RunOptions options, params string[] named)
    {
        options = options with { Registry = FactFixture.Registry, RepositoryPrefix = "base" };
        var catalog = fixture.Tree.Load();
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(fixture.Tree.Root);
        var console = Substitute.For<IAnsiConsole>();
        using var http = new HttpClient();
        var commands = Substitute.For<ICommandRunner>();
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(0, "", ""));
        var previous = new PreviousImages(fixture.Manifests, fixture.Manifests.Blobs);
        var variables = new ChildEnvironment(environment);
        using var files = new TemporaryFiles();
        using var logins = new DockerLogins(
            new CredentialChain(),
            new CredentialChain(),
            variables,
            files,
            new Secrets(),
            TimeProvider.System
        );
        var preparation = new RunPreparation(
            options,
            catalog,
            new RunPlaces(
                options,
                new Surroundings(
                    options,
                    Substitute.For<ISandbox>(),
                    variables,
                    new PackerProbe(commands),
                    Substitute.For<IToolLocator>(),
                    console
                ),
                new OwnRegistry(
                    new KnownRegistries(),
                    new Lazy<AccountRegistry>(() => throw new InvalidOperationException("No account is asked.")),
                    new Lazy<IAwsClients>(() => throw new InvalidOperationException("AWS is not asked.")),
                    null!,
                    variables,
                    logins
                )
            ),
            sources,
            new VersionFile(environment),
            new SubstituteProbe(http, options, console),
            new CopyPreparation(new CopyReader(fixture.Manifests), fixture.Tree.LoadCopies()),
            new FactCollector(
                catalog,
                new InputReader(catalog, fixture.Manifests, fixture.Goss(), options),
                new RegistryReader(fixture.Manifests)
            ),
            new UpdateReader(
                Substitute.For<IEngineImages>(),
                new UpdateQuestion(containers, files, new RunIdentity(environment)),
                new EngineProbe(commands, new EngineApi(new ChildEnvironment(environment))),
                catalog,
                options
            ),
            previous,
            new Artifacts(environment),
            TimeProvider.System
        );
        var scope = new RunScope(catalog.Images, named, new HashSet<string>(["root"]));
        return (await preparation.PrepareAsync(scope, CancellationToken.None)).Plan;
    }
}
