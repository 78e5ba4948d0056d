using System.Text;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Facts;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Facts;

/// <summary>An engine that is asked for the packages of images, with what they answer.</summary>
internal abstract class UpdateFixture : IDisposable
{
    protected const string Waiting = "update openssl 1 2\nend 1\n";
    protected const string None = "end 0\n";
    protected FactFixture Fixture { get; } = new();
    protected IEngineImages Images { get; } = Substitute.For<IEngineImages>();
    protected IContainers Containers { get; } = Substitute.For<IContainers>();
    protected ICommandRunner Commands { get; } = Substitute.For<ICommandRunner>();
    protected Dictionary<string, string> Answers { get; } = [];
    protected HashSet<string> There { get; } = [];
    protected HashSet<string> PathsInImage { get; } = ["/bin/sh", "/list-updates.sh"];
    protected List<NewContainer> Made { get; } = [];
    protected int Jobs { get; set; } = 4;

    /// <summary>How the engine hands an answer over.</summary>
    protected Func<ContainerFile, ContainerFile> AsRead { get; set; } = file => file;

    protected UpdateFixture()
    {
        Commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(0, "", ""));
        Containers
            .WhenForAnyArgs(all => all.CreateAsync(null!, default))
            .Do(call =>
            {
                lock (Made)
                {
                    Made.Add(call.Arg<NewContainer>());
                }
            });
        Containers
            .ReadFilesAsync(null!, null!, null!, default)
            .ReturnsForAnyArgs(call => Files(call.ArgAt<string>(0), call.ArgAt<string>(1)));
        Containers.FindStartFailureAsync(null!, default).ReturnsForAnyArgs((string?)null);
        Images
            .FindAsync(null!, default)
            .ReturnsForAnyArgs(call => There.Contains(call.Arg<string>()) ? new EngineImage("id", 1) : null);
        Images
            .WhenForAnyArgs(all => all.PullAsync(null!, default))
            .Do(call => Locked(() => There.Add(call.Arg<string>())));
        Images
            .WhenForAnyArgs(all => all.RemoveAsync(null!, default))
            .Do(call => Locked(() => There.ExceptWith(call.Arg<IReadOnlyList<string>>())));
    }

    protected IEnumerable<string> Asked => Made.Select(ImageOf);

    public void Dispose() => Fixture.Dispose();

    protected static string ImageOf(NewContainer container) => container.Image.Split('/', '@')[^2];

    protected string NameOf(string image) =>
        $"registry.test/base/{image}@{Fixture.Manifests[FactFixture.NameOf(image, "topic")]}";

    private void Locked(Action change)
    {
        lock (There)
        {
            change();
        }
    }

    private ContainerFiles Files(string container, string path)
    {
        NewContainer asked;
        lock (Made)
        {
            asked = Made.Single(one => one.Name == container);
        }

        if (path == asked.Command[2] && Answers.TryGetValue(ImageOf(asked), out var answer))
        {
            var content = Encoding.UTF8.GetBytes($"{asked.Command[3]}\n{answer}");
            return new ContainerFiles([AsRead(new ContainerFile(path, content))]);
        }

        return new ContainerFiles(PathsInImage.Contains(path) ? [new ContainerFile(path, default)] : []);
    }

    protected Task PublishAsync(params string[] names)
    {
        foreach (var name in names)
        {
            Fixture.Tree.With(name);
        }

        return Fixture.PublishAsync(names, tested: true, "topic");
    }

    /// <summary>An image "root", and beside it an image "other" that has updates.</summary>
    protected Task PublishWithOtherAsync()
    {
        Answers["other"] = Waiting;
        return PublishAsync("root", "other");
    }

    protected async Task<RefreshFacts> ReadAsync(CancellationToken cancellationToken = default)
    {
        using var files = new TemporaryFiles();
        var collected = await Fixture.CollectAsync();
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(Fixture.Tree.Root);
        var reader = new UpdateReader(
            Images,
            new UpdateQuestion(Containers, files, new RunIdentity(environment)),
            new EngineProbe(Commands, new EngineApi(new ChildEnvironment(environment))),
            collected.Catalog,
            new RunOptions { Jobs = Jobs }
        );
        var places = new Places(FactFixture.Registry)
        {
            BuildArguments = new Dictionary<string, string> { ["http_proxy"] = "http://proxy.test" },
        };
        return await reader.ReadAsync(
            collected.Images,
            collected.Facts,
            Fixture.Destination,
            places,
            cancellationToken
        );
    }
}
