using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bakehouse.Oci;

/// <summary>
/// A manifest or an index as a registry serves it: its bytes are kept as they are, for its digest is theirs.
/// What is in it is read on demand.
/// </summary>
public sealed class Manifest
{
    /// <exception cref="FormatException"><paramref name="mediaType"/> is empty.</exception>
    public Manifest(string mediaType, ReadOnlyMemory<byte> bytes)
    {
        if (string.IsNullOrWhiteSpace(mediaType))
            throw new FormatException("A manifest needs a media type.");
        Bytes = bytes;
        Descriptor = new Descriptor(mediaType, Digest.Of(bytes.Span), bytes.Length);
    }

    public string MediaType => Descriptor.MediaType;

    public Digest Digest => Descriptor.Digest;

    public ReadOnlyMemory<byte> Bytes { get; }

    public Descriptor Descriptor { get; }

    public bool IsIndex => MediaTypes.IsIndex(MediaType);

    /// <summary>The config and layers of one image.</summary>
    /// <exception cref="FormatException">It is no image manifest.</exception>
    public ManifestContent ReadImage() => Read(OciJson.Default.ManifestContent);

    /// <summary>The manifests of an index or of a Docker manifest list.</summary>
    /// <exception cref="FormatException">It is no index.</exception>
    public IndexContent ReadIndex() => Read(OciJson.Default.IndexContent);

    /// <summary>The same image with another configuration; its layers are those of this one.</summary>
    /// <exception cref="FormatException">It is no image manifest.</exception>
    public Manifest WithConfig(ReadOnlySpan<byte> config)
    {
        _ = ReadImage();
        var json = JsonNode.Parse(Bytes.Span)!.AsObject();
        json["config"]!["digest"] = Digest.Of(config).ToString();
        json["config"]!["size"] = config.Length;
        return new Manifest(MediaType, JsonSerializer.SerializeToUtf8Bytes(json, OciJson.Default.JsonObject));
    }

    /// <summary>For one whose media type was not sent along: both OCI and Docker write it inside as well.</summary>
    internal static string? MediaTypeInside(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("mediaType", out var value)
                && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Digest} ({MediaType})";

    private T Read<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Bytes.Span, type)
                ?? throw new FormatException($"The manifest {this} is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The manifest {this} can't be read as {typeof(T).Name}: {e.Message}", e);
        }
    }
}
