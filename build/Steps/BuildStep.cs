using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Dockerfiles;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Builds an image under its working tag, on the parents that this run made or that the registry has.</summary>
public sealed class BuildStep(
    IEngineImages images,
    IEnumerable<IImageBuilder> builders,
    ICommandRunner commands,
    RunState run,
    RunIdentity identity,
    RunOptions options
) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (run.Plan.ActionOf(image) != ImageAction.Build)
        {
            return;
        }

        await PrepareAsync(image, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("bakehouse-context-").FullName;
        try
        {
            ContextCopy.Write(run.InputsOf(image.Name).Context, folder, cancellationToken);
            await builders
                .Single(builder => builder.Builds(image))
                .BuildAsync(image, BuildOf(image, folder), cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        run.Update(image.Name, result => result with { IsInEngine = true });

        // The children wait for this step, and not for what only the report wants to know.
        run.Aside(MeasureAsync(image.Name, cancellationToken));
    }

    private async Task MeasureAsync(string image, CancellationToken cancellationToken)
    {
        var layers = await images.LayersAsync(identity.WorkingTagOf(image), cancellationToken);
        run.Update(image, result => result with { Size = layers.Sum(layer => layer.Size), Layers = layers });
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

    private ImageBuild BuildOf(ImageDefinition image, string folder)
    {
        var arguments = BuildArguments.For(
            image,
            options.BuildArguments,
            run.Substitutes.GetValueOrDefault(image.Name)
        );
        var places = image.BuildFile.Effective(run.Places.BuildArguments);
        return new ImageBuild
        {
            Context = folder,
            Dockerfile = image.FileName,
            Name = identity.WorkingTagOf(image.Name),
            Arguments = places
                .Concat(arguments)
                .Concat(run.InputsOf(image.Name).Upstreams)
                .Concat(image.Parents.Select(parent => KeyValuePair.Create(parent.Argument, HandOver(image, parent))))
                .DistinctLast(),
            Secrets = options.BuildSecrets,
            // The inputs are the same: only without the cache can anything else come of them.
            NoCache = options.NoCache || run.Plan.Find(image.Name)!.Replaces is not null,
            Options = image.OptionsOf(options.DockerOptions),
        };
    }

    private string HandOver(ImageDefinition image, Parent parent)
    {
        if (run.ResultOf(parent.Image).IsInEngine)
        {
            return identity.WorkingTagOf(parent.Image);
        }

        return run.InputsOf(image.Name).DigestOf(parent.Image) is { } digest
            ? run.Destination.RepositoryOf(parent.Repository).WithDigest(digest).ToString()
            : throw new BakehouseException(
                $"{image.Name} is built on {parent.Image}, which this run has not built and the registry does not have.",
                $"Build it too: --target={image.TaskName} without --exclusive."
            );
    }
}
