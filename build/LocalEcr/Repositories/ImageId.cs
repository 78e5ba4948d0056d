namespace Bakehouse.LocalEcr.Repositories;

/// <summary>How a caller names an image: by its digest, a tag, or both.</summary>
internal sealed record ImageId(string? Digest, string? Tag)
{
    public override string ToString() => $"{{imageDigest:'{Digest ?? "null"}', imageTag:'{Tag ?? "null"}'}}";
}
