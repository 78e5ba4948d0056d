using System.Text.Json;
using System.Text.RegularExpressions;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Docker;

/// <summary>Reads what <c>docker history --no-trunc --human=false --format '{{json .}}'</c> prints.</summary>
internal static partial class LayerHistory
{
    /// <returns>The layers that hold something, from the base up; docker prints them from the top down.</returns>
    public static IReadOnlyList<EngineLayer> Read(string output) => [.. Entries(output).Where(layer => layer.Size > 0)];

    /// <summary>The bytes of an image's layers.</summary>
    /// <param name="output">What docker prints of its history.</param>
    /// <param name="diffIds">The digests of its layers, unpacked, from the base up.</param>
    /// <returns>
    /// By short diff ID; nothing where it can't be told which instruction made which layer. One that made an empty layer looks
    /// like one that made none; BuildKit keeps those layers, and the legacy builder does not.
    /// </returns>
    public static IReadOnlyDictionary<string, long> Sizes(string output, IReadOnlyList<Digest> diffIds)
    {
        var layers = Entries(output).Where(layer => layer.Size > 0 || MakesLayer().IsMatch(layer.Instruction)).ToList();
        return layers.Count == diffIds.Count
            ? diffIds
                .Zip(layers)
                .DistinctBy(pair => pair.First)
                .ToDictionary(pair => pair.First.Hex[..12], pair => pair.Second.Size)
            : new Dictionary<string, long>();
    }

    private static IEnumerable<EngineLayer> Entries(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Layer).Reverse();

    private static EngineLayer Layer(string line)
    {
        using var json = JsonDocument.Parse(line);
        var instruction = json.RootElement.GetProperty("CreatedBy").GetString() ?? "";
        return new EngineLayer(
            Noise().Replace(instruction, "").Trim(),
            long.Parse(json.RootElement.GetProperty("Size").GetString() ?? "0")
        );
    }

    [GeneratedRegex("^(RUN|COPY|ADD|WORKDIR) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MakesLayer();

    // What the legacy builder and BuildKit add to the instruction.
    [GeneratedRegex(@"^/bin/sh -c #\(nop\)\s+| # buildkit$")]
    private static partial Regex Noise();
}
