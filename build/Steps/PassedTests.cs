using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>The rule that tests gate every name, whatever way a target is called.</summary>
internal static class PassedTests
{
    /// <returns>The ID of the image that has passed.</returns>
    /// <exception cref="BakehouseException">The image's tests were not run in this run, or did not pass.</exception>
    public static string RequirePassed(this ImageResult result, ImageDefinition image, string what)
    {
        return result is { HasPassed: true, Id: { } id }
            ? id
            : throw new BakehouseException(
                $"{image.Name} is not {what}: its tests have not passed in this run.",
                $"Run them too: --target=Push-{image.TaskName} without --exclusive."
            );
    }
}
