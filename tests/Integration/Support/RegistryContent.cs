using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>What a registry has of a tree's images, by the OCI distribution protocol.</summary>
/// <param name="host">The registry, <c>host:port</c>.</param>
/// <param name="prefix">The path before each image's name.</param>
/// <param name="login">Name and password for a registry that wants them: <c>name:password</c>.</param>
internal sealed class RegistryContent(string host, string prefix, string? login = null)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.index.v1+json",
    ];

    /// <summary>How docker names an image here.</summary>
    public string NameOf(string image, string tag) => $"{host}/{prefix}/{image}:{tag}";

    /// <summary>The same, by the digest that stands under the tag now.</summary>
    public async Task<string> PinnedNameAsync(string image, string tag) =>
        $"{host}/{prefix}/{image}@{await DigestAsync(image, tag) ?? throw new AssertionException($"No {image}:{tag}.")}";

    /// <summary>All tags of an image, in order; none where the registry does not know it.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(string image)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{image}/tags/list");
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var tags = json.RootElement.GetProperty("tags");
        return tags.ValueKind == JsonValueKind.Null
            ? []
            : [.. tags.EnumerateArray().Select(tag => tag.GetString()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The tags that people pull, in order.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string image) =>
        [.. (await TagsAsync(image)).Where(tag => !tag.StartsWith("fp-", StringComparison.Ordinal))];

    /// <summary>The digest under a tag; null where there is none.</summary>
    public async Task<string?> DigestAsync(string image, string tag)
    {
        using var answer = await SendAsync(HttpMethod.Head, $"{image}/manifests/{tag}");
        return answer.IsSuccessStatusCode ? answer.Headers.GetValues("Docker-Content-Digest").Single() : null;
    }

    /// <summary>The digests of an image's layers, the lowest first.</summary>
    public async Task<IReadOnlyList<string>> LayersAsync(string image, string tag)
    {
        using var manifest = await JsonAsync($"{image}/manifests/{tag}");
        return
        [
            .. manifest
                .RootElement.GetProperty("layers")
                .EnumerateArray()
                .Select(layer => layer.GetProperty("digest").GetString()!),
        ];
    }

    /// <summary>An image's configuration, as it is: labels, history, environment.</summary>
    public async Task<string> ConfigurationAsync(string image, string tag)
    {
        using var manifest = await JsonAsync($"{image}/manifests/{tag}");
        var digest = manifest.RootElement.GetProperty("config").GetProperty("digest").GetString();
        using var answer = await SendAsync(HttpMethod.Get, $"{image}/blobs/{digest}");
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<IReadOnlyDictionary<string, string>> LabelsAsync(string image, string tag)
    {
        using var json = JsonDocument.Parse(await ConfigurationAsync(image, tag));
        return json
            .RootElement.GetProperty("config")
            .GetProperty("Labels")
            .EnumerateObject()
            .ToDictionary(label => label.Name, label => label.Value.GetString()!);
    }

    /// <summary>Moves a tag to the image under another one, as somebody else may.</summary>
    public async Task MoveAsync(string image, string tag, string to)
    {
        using var manifest = await SendAsync(HttpMethod.Get, $"{image}/manifests/{to}");
        using var answer = await SendAsync(HttpMethod.Put, $"{image}/manifests/{tag}", manifest.Content);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonDocument> JsonAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, $"http://{host}/v2/{prefix}/{path}") { Content = content };
        foreach (var type in ManifestTypes)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        if (login is not null)
        {
            var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(login));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", encoded);
        }

        return await Http.SendAsync(request);
    }
}
