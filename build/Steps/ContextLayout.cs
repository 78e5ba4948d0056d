using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Dockerfiles;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Lays out what a builder gets: the context, made complete by the image's script, and the parents to build on.</summary>
public sealed class ContextLayout(
    ICommandRunner commands,
    TemporaryFiles files,
    RunState run,
    RunIdentity identity,
    RunOptions options
)
{
    /// <summary>On the parents that this run makes, or that the registry has.</summary>
    /// <returns>The build, to be disposed of when it has been done.</returns>
    public Task<LaidOut> LayOutAsync(ImageDefinition image, CancellationToken cancellationToken) =>
        LayOutAsync(image, identity.WorkingTagOf(image.Name), parent => HandOver(image, parent), cancellationToken);

    /// <summary>On the parents that the registry has, beside what this run has made before of the same image.</summary>
    /// <returns>The build, to be disposed of when it has been done.</returns>
    public Task<LaidOut> LayOutAsync(
        ImageDefinition image,
        IReadOnlyDictionary<string, Digest> parents,
        CancellationToken cancellationToken
    ) =>
        LayOutAsync(
            image,
            identity.SecondTagOf(image.Name),
            parent => PinnedName(parent, parents[parent.Image]),
            cancellationToken
        );

    private async Task<LaidOut> LayOutAsync(
        ImageDefinition image,
        string name,
        Func<Parent, string> handOver,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(image, cancellationToken);
        var folder = files.NewFolder("context");
        try
        {
            // A build file may stand beside the context, some folders up: then it does so in the copy. The context's own name is
            // like no other's: in a folder of the same name BuildKit takes a file of the same size and time for unchanged.
            var up = image.FileName.Split('/').Count(part => part == "..");
            var context = Path.Combine([folder, .. Enumerable.Repeat("context", up), Path.GetFileName(folder)]);
            ContextCopy.Write(run.InputsOf(image.Name).Context, context, cancellationToken);
            var build = BuildOf(image, name, handOver, context, folder);
            await NameParentsAsync(image, build, handOver, cancellationToken);
            return new LaidOut(build, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private async Task PrepareAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (image.Preparation is not { } preparation)
        {
            return;
        }

        try
        {
            var script = new Command(Path.Combine(image.Folder, preparation.Script))
            {
                WorkingDirectory = image.Folder,
                Environment = run.Places.Environment,
            };
            await commands.RunAsync(script, cancellationToken);
        }
        catch (CommandFailedException exception)
        {
            throw new BakehouseException(
                $"{preparation.Script} of {image.Name} failed: {exception.Message}",
                "Its output is in artifacts/logs.",
                exception
            );
        }
    }

    private ImageBuild BuildOf(
        ImageDefinition image,
        string name,
        Func<Parent, string> handOver,
        string context,
        string temporary
    )
    {
        var arguments = BuildArguments.For(
            image,
            options.BuildArguments,
            run.Substitutes.GetValueOrDefault(image.Name)
        );
        var places = image.BuildFile.Effective(run.Places.BuildArguments);
        return new ImageBuild
        {
            Context = context,
            Temporary = temporary,
            Dockerfile = image.FileName,
            Name = name,
            Arguments = places
                .Concat(arguments)
                .Concat(run.InputsOf(image.Name).Upstreams)
                .Concat(
                    image
                        .Parents.Where(parent => parent.Argument is not null)
                        .Select(parent => KeyValuePair.Create(parent.Argument!, handOver(parent)))
                )
                .DistinctLast(),
            Secrets = options.BuildSecrets,
            // The inputs are the same: only without the cache can anything else come of them.
            NoCache = options.NoCache || run.Plan.Find(image.Name)!.Replaces is not null,
            Options = image.OptionsOf(options.DockerOptions),
        };
    }

    // Build files of a manifest name their parents in plain words.
    private static async Task NameParentsAsync(
        ImageDefinition image,
        ImageBuild build,
        Func<Parent, string> handOver,
        CancellationToken cancellationToken
    )
    {
        var named = image.Parents.Where(parent => parent.Argument is null).ToDictionary(parent => parent.Family);
        if (named.Count == 0)
        {
            return;
        }

        var file = Path.Combine(build.Context, build.Dockerfile);
        var lines = (await File.ReadAllTextAsync(file, cancellationToken)).Split('\n');
        foreach (var reference in image.BuildFile.ImageReferences(build.Arguments))
        {
            if (named.TryGetValue(reference.Name, out var parent))
            {
                var line = reference.Line - 1;
                lines[line] = lines[line].Replace(reference.Text, handOver(parent));
            }
        }

        await File.WriteAllTextAsync(file, string.Join('\n', lines), cancellationToken);
    }

    private string HandOver(ImageDefinition image, Parent parent)
    {
        var result = run.ResultOf(parent.Image);
        if (result is { IsInEngine: true } or { IsUnderWay: true })
        {
            // An ID cannot be moved; but builders of Dockerfiles take names only, and what came of it is looked at.
            return image.Packer is not null && result.Id is { } id ? id : identity.WorkingTagOf(parent.Image);
        }

        return run.InputsOf(image.Name).DigestOf(parent.Image) is { } digest
            ? PinnedName(parent, digest)
            : throw new BakehouseException(
                $"{image.Name} is built on {parent.Image}, which this run has not built and the registry does not have.",
                $"Build it too: --target={image.TaskName} without --exclusive."
            );
    }

    private string PinnedName(Parent parent, Digest digest) =>
        run.Destination.RepositoryOf(parent.Repository).WithDigest(digest).ToString();
}

/// <summary>A build whose context is laid out in a folder of its own.</summary>
public sealed class LaidOut(ImageBuild build, string folder) : IDisposable
{
    public ImageBuild Build => build;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
