namespace Bakehouse.Adapters.Registry;

/// <summary>What a request asks a registry for.</summary>
public enum RequestKind
{
    Manifest,
    Blob,
    Upload,
    Tags,
    Referrers,
    Token,
}

/// <summary>What the handlers beneath the client have to know of a request, carried in its options.</summary>
/// <param name="Registry">As references name it; credentials are looked up by this name.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Scopes">Token scopes, <c>repository:library/redis:pull</c> (distribution, "Token Scope").</param>
internal sealed record RegistryCall(
    string Registry,
    string Repository,
    RequestKind Kind,
    params IReadOnlyList<string> Scopes
)
{
    private static readonly HttpRequestOptionsKey<RegistryCall> Key = new("bakehouse.registry-call");

    public static RegistryCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call)
            ? call
            : throw new InvalidOperationException("Requests to a registry go through RegistryTransport.");

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    public static string Pull(string repository) => $"repository:{repository}:pull";

    public static string Push(string repository) => $"repository:{repository}:pull,push";

    public static string Delete(string repository) => $"repository:{repository}:delete";
}
