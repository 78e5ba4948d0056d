using System.Text.Json;
using System.Text.RegularExpressions;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Reads what <c>docker history --no-trunc --human=false --format '{{json .}}'</c> prints, an object a line, or what the engine
/// itself answers (Docker Engine API, "Get the history of an image"): an array of them, with sizes that are numbers.
/// </summary>
internal static partial class LayerHistory
{
    /// <returns>The layers that hold something, from the base up; a history tells them from the top down.</returns>
    public static IReadOnlyList<EngineLayer> Read(string history) =>
        [.. Entries(history).Where(layer => layer.Size > 0)];

    /// <summary>The bytes of an image's layers.</summary>
    /// <param name="history">How it was made.</param>
    /// <param name="diffIds">The digests of its layers, unpacked, from the base up.</param>
    /// <returns>
    /// By short diff ID; nothing where it can't be told which instruction made which layer. One that made an empty layer looks
    /// like one that made none; BuildKit keeps those layers, and the legacy builder does not.
    /// </returns>
    public static IReadOnlyDictionary<string, long> Sizes(string history, IReadOnlyList<Digest> diffIds)
    {
        var layers = Entries(history)
            .Where(layer => layer.Size > 0 || MakesLayer().IsMatch(layer.Instruction))
            .ToList();
        return layers.Count == diffIds.Count
            ? diffIds
                .Zip(layers)
                .DistinctBy(pair => pair.First)
                .ToDictionary(pair => pair.First.Hex[..12], pair => pair.Second.Size)
            : new Dictionary<string, long>();
    }

    private static List<EngineLayer> Entries(string history)
    {
        var array = history.StartsWith('[')
            ? history
            : $"[{string.Join(',', history.Split('\n', StringSplitOptions.RemoveEmptyEntries))}]";
        using var json = JsonDocument.Parse(array);
        return json.RootElement.EnumerateArray().Select(Layer).Reverse().ToList();
    }

    private static EngineLayer Layer(JsonElement entry)
    {
        var instruction = entry.GetProperty("CreatedBy").GetString() ?? "";
        var size = entry.GetProperty("Size");
        return new EngineLayer(
            Noise().Replace(instruction, "").Trim(),
            size.ValueKind == JsonValueKind.Number ? size.GetInt64() : long.Parse(size.GetString() ?? "0")
        );
    }

    [GeneratedRegex("^(RUN|COPY|ADD|WORKDIR) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MakesLayer();

    // What the legacy builder and BuildKit add to the instruction.
    [GeneratedRegex(@"^/bin/sh -c #\(nop\)\s+| # buildkit$")]
    private static partial Regex Noise();
}
