using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Bakehouse.Reporting;

/// <summary>
/// How far a <c>docker push</c> is, from what it prints where there is no terminal: for each layer its short diff ID and what
/// has become of it, and no bytes. A layer counts when all of it is there; its bytes are those unpacked in the engine, more
/// than go over the wire. Safe to use from several threads.
/// </summary>
/// <param name="ask">
/// Asks for the bytes of the layers by short diff ID; it is called once a layer is named. Layers are counted until it has
/// answered, and where it doesn't.
/// </param>
internal sealed partial class PushProgress(Func<Task<IReadOnlyDictionary<string, long>>> ask)
{
    private readonly ConcurrentDictionary<string, LayerState> layers = new();
    private readonly Lazy<Task<IReadOnlyDictionary<string, long>>> sizes = new(ask);

    private enum LayerState
    {
        Waiting,
        Pushed,

        /// <summary>It need not be sent.</summary>
        Known,
    }

    /// <summary>Takes note of a line that is about a layer, and of no other.</summary>
    public void Read(string line)
    {
        if (LayerLine().Match(line) is not { Success: true } layer)
        {
            return;
        }

        layers[layer.Groups["id"].Value] = layer.Groups["state"].Value switch
        {
            "Pushed" => LayerState.Pushed,
            "Layer already exists" => LayerState.Known,
            var state when state.StartsWith("Mounted from ", StringComparison.Ordinal) => LayerState.Known,
            _ => LayerState.Waiting,
        };
        _ = sizes.Value;
    }

    /// <summary>
    /// <c>12 MB of 93 MB</c>: of what is to be sent. <c>3 of 5 layers</c> where nobody knows their sizes, or none is to be sent;
    /// null before the first layer.
    /// </summary>
    public string? Tell()
    {
        var now = layers.ToArray();
        if (now.Length == 0)
        {
            return null;
        }

        var sent = now.Where(layer => layer.Value != LayerState.Known).ToList();
        if (
            sent.Count > 0
            && sizes.Value is { IsCompletedSuccessfully: true, Result: var bytes }
            && sent.TrueForAll(layer => bytes.ContainsKey(layer.Key))
        )
        {
            var done = sent.Where(layer => layer.Value == LayerState.Pushed).Sum(layer => bytes[layer.Key]);
            return $"{Phrases.Size(done)} of {Phrases.Size(sent.Sum(layer => bytes[layer.Key]))}";
        }

        return $"{now.Count(layer => layer.Value != LayerState.Waiting)} of {now.Length} layers";
    }

    [GeneratedRegex("^(?<id>[0-9a-f]{12}): (?<state>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LayerLine();
}
