using Bakehouse.Adapters.Docker;
using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>Builds Dockerfiles.</summary>
public sealed class DockerBuilder(IEngineImages images) : IImageBuilder
{
    /// <inheritdoc/>
    public bool Builds(ImageDefinition image) => image.Packer is null;

    /// <inheritdoc/>
    public Task<string> BuildAsync(ImageDefinition image, ImageBuild build, CancellationToken cancellationToken) =>
        images.BuildAsync(build, cancellationToken);
}
