using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bakehouse.Oci;

/// <summary>
/// The configuration of an image (OCI image-spec 1.1, config.md; Docker's is alike). Only its labels and the digests of its layers
/// are looked at: everything else stays as it is.
/// </summary>
public sealed class ImageConfig
{
    private const string Settings = "config";
    private const string LabelsName = "Labels";
    private readonly JsonObject json;

    private ImageConfig(JsonObject json) => this.json = json;

    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static async Task<ImageConfig> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var node = await JsonNode.ParseAsync(content, cancellationToken: cancellationToken);
            return new ImageConfig(
                node as JsonObject ?? throw new FormatException("An image's configuration is empty.")
            );
        }
        catch (JsonException e)
        {
            throw new FormatException($"An image's configuration can't be read: {e.Message}", e);
        }
    }

    /// <summary>Empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Labels =>
        (json[Settings] as JsonObject)?[LabelsName] is JsonObject labels
            ? labels
                .Where(label => label.Value?.GetValueKind() == JsonValueKind.String)
                .ToDictionary(label => label.Key, label => label.Value!.GetValue<string>())
            : new Dictionary<string, string>();

    /// <summary>The digests of its layers, unpacked, from the base up.</summary>
    /// <exception cref="FormatException">It has none, which every image has.</exception>
    public IReadOnlyList<Digest> DiffIds =>
        json["rootfs"] is JsonObject files && files["diff_ids"] is JsonArray layers
            ? [.. layers.Select(layer => Digest.Parse(layer?.ToString() ?? ""))]
            : throw new FormatException("An image's configuration does not say what its layers are.");

    /// <summary>The same configuration with labels added, or given other values.</summary>
    public ReadOnlyMemory<byte> With(IReadOnlyDictionary<string, string> labels)
    {
        var changed = (JsonObject)json.DeepClone();
        var settings = ObjectIn(changed, Settings);
        var all = ObjectIn(settings, LabelsName);
        foreach (var (name, value) in labels)
        {
            all[name] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(changed, OciJson.Default.JsonObject);
    }

    private static JsonObject ObjectIn(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject found)
        {
            parent[name] = found = [];
        }

        return found;
    }
}
