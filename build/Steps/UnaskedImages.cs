using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Says of images that a refresh could not ask for newer packages that this is a failure.</summary>
internal static class UnaskedImages
{
    /// <exception cref="BakehouseException">There are some.</exception>
    public static void Reject(IEnumerable<PlannedImage> planned)
    {
        var failed = planned
            .Where(image => image.Action == ImageAction.Fail)
            .SelectMany(image => image.Reasons)
            .ToList();
        if (failed.Count > 0)
        {
            throw new BakehouseException(
                string.Join($"{Environment.NewLine}    ", failed.Select(reason => $"{reason}.")),
                "artifacts/logs/run.log has all that docker said. Correct it and run --refresh again, or rebuild without asking: --force."
            );
        }
    }
}
