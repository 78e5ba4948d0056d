using Bakehouse.Adapters.Docker;
using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>
/// Makes an image of a context, under the name that the build asks for. The steps behind it do not know which builder
/// that was.
/// </summary>
public interface IImageBuilder
{
    /// <summary>Whether the image is one of this builder's.</summary>
    bool Builds(ImageDefinition image);

    /// <returns>The image's ID in the engine.</returns>
    Task<string> BuildAsync(ImageDefinition image, ImageBuild build, CancellationToken cancellationToken);
}
