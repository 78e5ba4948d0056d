using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;
using Bakehouse.Facts;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Facts;

/// <summary>Which images a refresh asks, how, and what it makes of the answers.</summary>
internal sealed class UpdateReaderTests : IDisposable
{
    private const string Waiting = "openssl 1 2\nzlib1g 1:1 1:2\n";
    private readonly FactFixture fixture = new();
    private readonly IEngineImages images = Substitute.For<IEngineImages>();
    private readonly IContainers containers = Substitute.For<IContainers>();
    private readonly ICommandRunner commands = Substitute.For<ICommandRunner>();
    private readonly Dictionary<string, string> answers = [];
    private readonly List<NewContainer> made = [];
    private int exitCode;

    public UpdateReaderTests()
    {
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(0, "", ""));
        containers
            .WhenForAnyArgs(all => all.CreateAsync(null!, default))
            .Do(call => made.Add(call.Arg<NewContainer>()));
        containers.RunAsync(null!, default).ReturnsForAnyArgs(_ => exitCode);
        containers
            .CopyOutAsync(null!, null!, null!, default)
            .ReturnsForAnyArgs(call =>
            {
                var image = answers.Keys.Single(name => made[^1].Image.Contains($"/{name}@"));
                File.WriteAllText(call.ArgAt<string>(2), answers[image]);
                return Task.CompletedTask;
            });
    }

    private IEnumerable<string> Asked => made.Select(container => container.Image.Split('/', '@')[^2]);

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Read_ImageWithUpdates_NamesItsPackages()
    {
        await PublishAsync("root");
        answers["root"] = Waiting;

        var updates = await ReadAsync();

        Assert.That(
            updates["root"],
            Is.EqualTo(new[] { new PackageUpdate("openssl", "1", "2"), new PackageUpdate("zlib1g", "1:1", "1:2") })
        );
    }

    [Test]
    public async Task Read_ImageWithoutUpdates_IsNotAmongThem()
    {
        await PublishAsync("root");
        answers["root"] = "";

        Assert.That(await ReadAsync(), Is.Empty);
        Assert.That(Asked, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Read_DescendantsOfAnImageWithUpdates_AreNotAsked()
    {
        fixture.Tree.With("root").With("child", "root").With("grandchild", "child").With("other");
        await fixture.PublishAsync(["root", "child", "grandchild", "other"]);
        answers["root"] = "";
        answers["child"] = Waiting;
        answers["other"] = Waiting;

        var updates = await ReadAsync();

        Assert.That(Asked, Is.EquivalentTo(new[] { "root", "child", "other" }));
        Assert.That(updates.Keys, Is.EquivalentTo(new[] { "child", "other" }));
    }

    [Test]
    public async Task Read_ImageThatTheRegistryDoesNotHave_IsNotAsked()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PublishAsync(["root"]);
        answers["root"] = "";

        await ReadAsync();

        Assert.That(Asked, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Read_Image_IsAskedByItsDigestAsRootBehindTheProxy()
    {
        await PublishAsync("root");
        answers["root"] = "";

        await ReadAsync();

        var digest = fixture.Manifests[FactFixture.NameOf("root", "topic")];
        var name = $"registry.test/base/root@{digest}";
        await images.Received(1).PullAsync(name, Arg.Any<CancellationToken>());
        Assert.That(made[0].Image, Is.EqualTo(name));
        Assert.That(made[0].User, Is.EqualTo("0"));
        Assert.That(made[0].Environment["http_proxy"], Is.EqualTo("http://proxy.test"));
    }

    [Test]
    public async Task Read_PackageManagerFails_NamesTheImageAndRemovesTheContainer()
    {
        await PublishAsync("root");
        exitCode = 2;

        var error = Assert.ThrowsAsync<BakehouseException>(ReadAsync)!;

        Assert.That(error.Problem, Does.Contain("The packages of root cannot be looked up"));
        await containers.Received(1).RemoveAsync(made[0].Name, CancellationToken.None);
    }

    [Test]
    public async Task Read_ImageWithoutAShell_HasNoUpdates()
    {
        await PublishAsync("root");
        exitCode = 1;

        Assert.That(await ReadAsync(), Is.Empty);
    }

    [Test]
    public async Task Read_WithoutAnEngine_SaysSoBeforeAnythingIsAsked()
    {
        await PublishAsync("root");
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(1, "", "Cannot connect"));

        var error = Assert.ThrowsAsync<BakehouseException>(ReadAsync)!;

        Assert.That(error.Problem, Does.Contain("Cannot connect"));
        Assert.That(made, Is.Empty);
    }

    private Task PublishAsync(string image)
    {
        fixture.Tree.With(image);
        return fixture.PublishAsync([image], tested: true, "topic");
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<PackageUpdate>>> ReadAsync()
    {
        using var files = new TemporaryFiles();
        var collected = await fixture.CollectAsync();
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(fixture.Tree.Root);
        var reader = new UpdateReader(
            images,
            containers,
            new EngineProbe(commands, new EngineApi(new ChildEnvironment(environment))),
            files,
            collected.Catalog,
            new RunIdentity(environment)
        );
        var places = new Places(FactFixture.Registry)
        {
            BuildArguments = new Dictionary<string, string> { ["http_proxy"] = "http://proxy.test" },
        };
        return await reader.ReadAsync(
            collected.Images,
            collected.Facts,
            fixture.Destination,
            places,
            CancellationToken.None
        );
    }
}
