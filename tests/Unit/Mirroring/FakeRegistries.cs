using System.Collections.Concurrent;
using System.Net;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Mirroring;

/// <summary>
/// Registries in memory, one for each host name, as far as copying asks them: they refuse a manifest whose parts are not
/// there, and keep what was asked, <c>GET upstream.test/redis/manifests/…</c>, in which contents have names.
/// </summary>
internal sealed class FakeRegistries : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Manifest> _manifests = new();
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new();
    private readonly ConcurrentDictionary<string, string> _names = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>What is answered instead, if anything, to <c>METHOD host/repository/…</c>.</summary>
    public Func<string, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>Pulls that the upstreams say are left; null says nothing.</summary>
    public int? Remaining { get; set; }

    public bool DeclinesMounts { get; set; }

    public IReadOnlyList<string> AskedOf(string start) =>
        [.. Asked.Where(request => request.StartsWith(start, StringComparison.Ordinal))];

    public bool Has(Reference name) => _manifests.ContainsKey(Key(name));

    public bool HasBlob(Reference repository, FakeBlob blob) => _blobs.ContainsKey(Key(repository.Name, blob.Digest));

    public void Put(Reference repository, FakeBlob blob)
    {
        _names[blob.Digest.ToString()] = blob.Name;
        _blobs[Key(repository.Name, blob.Digest)] = blob.Content;
    }

    public void Put(Reference name, Manifest manifest, string called)
    {
        _names[manifest.Digest.ToString()] = called;
        _manifests[Key(name.Name.WithDigest(manifest.Digest))] = manifest;
        if (name.Tag is not null)
            _manifests[Key(name)] = manifest;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        var path = $"{request.RequestUri!.Host}{request.RequestUri.PathAndQuery[3..]}";
        var shown = _names.Aggregate(
            $"{request.Method} {Uri.UnescapeDataString(path)}",
            (text, name) => text.Replace(name.Key, name.Value)
        );
        _asked.Enqueue(shown);
        var response = Instead(shown) ?? await AnswerAsync(request, path, cancellationToken);
        response.RequestMessage = request;
        if (Remaining is { } remaining)
        {
            response.Headers.Add("RateLimit-Limit", "100;w=21600");
            response.Headers.Add("RateLimit-Remaining", $"{remaining};w=21600");
        }
        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        HttpRequestMessage request,
        string path,
        CancellationToken token
    )
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(token);
        if (path.Contains("/blobs/uploads/", StringComparison.Ordinal))
            return request.Method == HttpMethod.Post ? Open(path) : Store(path, body);
        if (request.Method != HttpMethod.Put)
            return _manifests.TryGetValue(path, out var manifest) ? Serve(manifest)
                : _blobs.TryGetValue(path, out var blob)
                    ? new(HttpStatusCode.OK) { Content = new ByteArrayContent(blob) }
                : new(HttpStatusCode.NotFound);
        var put = new Manifest(request.Content!.Headers.ContentType!.MediaType!, body);
        var repository = path[..path.LastIndexOf("/manifests/", StringComparison.Ordinal)];
        if (!Parts(put).All(part => Knows(repository, part)))
            return new(HttpStatusCode.BadRequest);
        _manifests[$"{repository}/manifests/{put.Digest}"] = _manifests[path] = put;
        return new(HttpStatusCode.Created);
    }

    private HttpResponseMessage Open(string path)
    {
        var query = path[(path.IndexOf('?') + 1)..].Split('&').Select(field => field.Split('=')).ToList();
        var repository = path[..path.IndexOf("/blobs/", StringComparison.Ordinal)];
        if (query[0][0] == "mount" && !DeclinesMounts)
        {
            var digest = Uri.UnescapeDataString(query[0][1]);
            var from = $"{path.Split('/')[0]}/{Uri.UnescapeDataString(query[1][1])}/blobs/{digest}";
            if (_blobs.TryGetValue(from, out var blob))
            {
                _blobs[$"{repository}/blobs/{digest}"] = blob;
                return new(HttpStatusCode.Created);
            }
        }
        var slash = repository.IndexOf('/');
        var accepted = new HttpResponseMessage(HttpStatusCode.Accepted);
        accepted.Headers.Location = new Uri(
            $"https://{repository[..slash]}/v2{repository[slash..]}/blobs/uploads/1?state=x"
        );
        return accepted;
    }

    private HttpResponseMessage Store(string path, byte[] body)
    {
        var digest = Uri.UnescapeDataString(path[(path.LastIndexOf('=') + 1)..]);
        if (Digest.Of(body).ToString() != digest)
            return new(HttpStatusCode.BadRequest);
        _blobs[$"{path[..path.IndexOf("/uploads/", StringComparison.Ordinal)]}/{digest}"] = body;
        return new(HttpStatusCode.Created);
    }

    private static HttpResponseMessage Serve(Manifest manifest)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ReadOnlyMemoryContent(manifest.Bytes)
            {
                Headers = { { "Content-Type", manifest.MediaType } },
            },
        };
        response.Headers.Add("Docker-Content-Digest", manifest.Digest.ToString());
        return response;
    }

    private static IEnumerable<Descriptor> Parts(Manifest manifest) =>
        manifest.IsIndex ? manifest.ReadIndex().Manifests : manifest.ReadImage().Blobs.Where(blob => !blob.IsElsewhere);

    private bool Knows(string repository, Descriptor part) =>
        _manifests.ContainsKey($"{repository}/manifests/{part.Digest}")
        || _blobs.ContainsKey($"{repository}/blobs/{part.Digest}");

    private static string Key(Reference name) =>
        $"{name.Registry}/{name.Repository}/manifests/{name.Digest?.ToString() ?? name.Tag}";

    private static string Key(Reference repository, Digest digest) =>
        $"{repository.Registry}/{repository.Repository}/blobs/{digest}";
}
