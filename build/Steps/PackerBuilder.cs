using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Packer;
using Bakehouse.Configuration;
using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>Builds images with packer.</summary>
public sealed class PackerBuilder(IPacker packer, IEngineImages images, RunIdentity identity, RunOptions options)
    : IImageBuilder
{
    /// <inheritdoc/>
    public bool Builds(ImageDefinition image) => image.Packer is not null;

    /// <inheritdoc/>
    public async Task<string> BuildAsync(ImageDefinition image, ImageBuild build, CancellationToken cancellationToken)
    {
        var id = await BuildAsync(image, BuildOf(image, build), cancellationToken);
        await images.TagAsync(id, build.Name, cancellationToken);
        return id;
    }

    private async Task<string> BuildAsync(ImageDefinition image, PackerBuild build, CancellationToken cancellationToken)
    {
        try
        {
            return await packer.BuildAsync(build, cancellationToken);
        }
        catch (PackerException exception)
        {
            throw new BakehouseException(
                $"The build of {image.Name} failed: {exception.Message}",
                $"All that packer said is in artifacts/logs/Build-{image.TaskName}.log.",
                exception
            );
        }
    }

    /// <summary>What packer is asked to do.</summary>
    internal PackerBuild BuildOf(ImageDefinition image, ImageBuild build)
    {
        var settings = image.Packer!;
        return new PackerBuild
        {
            Context = build.Context,
            File = build.Dockerfile,
            ContainerName = identity.ContainerFor($"{image.Name}-build"),
            RunOptions =
            [
                .. identity.Labels.Select(label => $"--label={label.Key}={label.Value}"),
                .. settings.Container.RunOptions,
            ],
            Init = settings.Container.Init,
            Variables = build.Arguments,
            Options = build.Options,
            TimeLimit = options.PackerTimeLimit ?? settings.TimeLimit,
        };
    }
}
