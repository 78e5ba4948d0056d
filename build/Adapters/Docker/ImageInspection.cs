using System.Text.Json;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Reads what an engine knows of an image (Docker Engine API, "Inspect an image"): the object that the API answers with, or
/// the array of one that <c>docker image inspect</c> and podman's print.
/// </summary>
internal static class ImageInspection
{
    public static EngineImage Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement is { ValueKind: JsonValueKind.Array } images
            ? images[0]
            : document.RootElement;
        var layers = image.GetProperty("RootFS").TryGetProperty("Layers", out var found) ? found : default;
        return new EngineImage(IdOf(image.GetProperty("Id").GetString()!), image.GetProperty("Size").GetInt64())
        {
            DiffIds =
                layers.ValueKind == JsonValueKind.Array
                    ? [.. layers.EnumerateArray().Select(layer => Digest.Parse(layer.GetString()!))]
                    : [],
        };
    }

    // podman leaves the algorithm out.
    private static string IdOf(string id) => id.Contains(':') ? id : $"sha256:{id}";
}
