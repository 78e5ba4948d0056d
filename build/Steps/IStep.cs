using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>Carries out one part of what the plan says of an image.</summary>
public interface IStep
{
    Task RunAsync(ImageDefinition image, CancellationToken cancellationToken);
}
