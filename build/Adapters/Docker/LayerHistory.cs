using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Docker;

/// <summary>Reads what <c>docker history --no-trunc --human=false --format '{{json .}}'</c> prints.</summary>
internal static partial class LayerHistory
{
    /// <returns>The layers that hold something, from the base up; docker prints them from the top down.</returns>
    public static IReadOnlyList<EngineLayer> Read(string output) =>
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(Layer)
                .Where(layer => layer.Size > 0)
                .Reverse(),
        ];

    private static EngineLayer Layer(string line)
    {
        using var json = JsonDocument.Parse(line);
        var instruction = json.RootElement.GetProperty("CreatedBy").GetString() ?? "";
        return new EngineLayer(
            Noise().Replace(instruction, "").Trim(),
            long.Parse(json.RootElement.GetProperty("Size").GetString() ?? "0")
        );
    }

    // What the legacy builder and BuildKit add to the instruction.
    [GeneratedRegex(@"^/bin/sh -c #\(nop\)\s+| # buildkit$")]
    private static partial Regex Noise();
}
