using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>The rule that tests gate every name, whatever way a target is called.</summary>
internal static class PassedTests
{
    /// <exception cref="BakehouseException">The image's tests were not run in this run, or did not pass.</exception>
    public static void RequirePassed(this ImageResult result, ImageDefinition image, string what)
    {
        if (!result.HasPassed)
        {
            throw new BakehouseException(
                $"{image.Name} is not {what}: its tests have not passed in this run.",
                $"Run them too: --target=Push-{image.TaskName} without --exclusive."
            );
        }
    }
}
