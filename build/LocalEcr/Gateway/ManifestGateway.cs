using System.Net;
using System.Security.Cryptography;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>Manifests: what tags stand for is decided here, the bytes lie in the storage by their digests.</summary>
internal sealed class ManifestGateway(Registry registry, Storage storage, Clock clock)
{
    // OCI distribution specification, "Pushing Manifests": a registry takes at least 4 MB.
    private const int Largest = 4 << 20;

    public async Task GetAsync(HttpContext context, Repository repository, string reference)
    {
        if (repository.Find(IdOf(reference)) is not { } image)
        {
            await WriteUnknownAsync(context);
            return;
        }

        context.Response.ContentType = image.MediaType;
        context.Response.ContentLength = image.ManifestSize;
        context.Response.Headers["Docker-Content-Digest"] = image.Digest;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            var manifest = await storage.GetManifestAsync(repository.Name, image.Digest, context.RequestAborted);
            await context.Response.Body.WriteAsync(manifest, context.RequestAborted);
        }
    }

    public async Task PutAsync(HttpContext context, Repository repository, string reference)
    {
        var manifest = await ReadAsync(context.Request.Body, context.RequestAborted);
        var id = IdOf(reference);
        var mediaType = context.Request.ContentType ?? "";
        var digest = id.Digest ?? DigestOf(manifest);
        var (status, body) = await PutAsync(
            repository.Name,
            new ImageId(digest, id.Tag),
            mediaType,
            manifest,
            context.RequestAborted
        );
        context.Response.StatusCode = (int)status;
        if (status != HttpStatusCode.Created)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(body, context.RequestAborted);
            return;
        }

        context.Response.Headers.Location = $"/v2/{repository.Name}/manifests/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest;
        if (registry.Get(repository.Name).Find(new ImageId(digest, null))?.Subject is { } subject)
        {
            context.Response.Headers["OCI-Subject"] = subject;
        }
    }

    public Task DeleteAsync(HttpContext context, Repository repository, string reference)
    {
        var id = IdOf(reference);
        if (repository.Find(id) is null)
        {
            return WriteUnknownAsync(context);
        }

        registry.Update(
            repository.Name,
            current =>
                current.IsNeeded(id) ? throw EcrErrors.ImageIsNeeded()
                : current.Find(id) is null ? current
                : current.Without(id)
        );
        context.Response.StatusCode = (int)HttpStatusCode.Accepted;
        return Task.CompletedTask;
    }

    /// <summary>Stores a manifest and puts it into its repository.</summary>
    /// <returns>201, or the storage's answer where it refuses the manifest.</returns>
    /// <exception cref="Access.AwsException">The repository refuses it.</exception>
    public async Task<(HttpStatusCode Status, string Body)> PutAsync(
        string repository,
        ImageId id,
        string mediaType,
        byte[] manifest,
        CancellationToken cancellationToken
    )
    {
        // Refused before it is stored, and looked at again when it takes effect: others push too.
        _ = Put(registry.Get(repository));
        var answer = await storage.PutManifestAsync(repository, id.Digest!, mediaType, manifest, cancellationToken);
        if (answer.Status == HttpStatusCode.Created)
        {
            registry.Update(repository, Put);
        }

        return answer;

        Repository Put(Repository current) =>
            current.Put(
                Image.Of(
                    id.Digest!,
                    mediaType,
                    manifest,
                    clock.Now,
                    part => current.Images.GetValueOrDefault(part)?.Size ?? 0
                ),
                id.Tag
            );
    }

    public static string DigestOf(ReadOnlySpan<byte> content) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static Task WriteUnknownAsync(HttpContext context) =>
        OciErrors.WriteAsync(
            context.Response,
            HttpStatusCode.NotFound,
            "MANIFEST_UNKNOWN",
            "Requested image not found"
        );

    private static ImageId IdOf(string reference) =>
        reference.Contains(':') ? new ImageId(reference, null) : new ImageId(null, reference);

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await body.CopyToAsync(content, cancellationToken);
        return content.Length <= Largest
            ? content.ToArray()
            : throw EcrErrors.Invalid("ImageManifest", $"Member must have length less than or equal to {Largest}");
    }
}
