using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Layers and configs (OCI distribution-spec 1.1, "Pulling blobs", "Pushing a blob monolithically",
/// "Mounting a blob from another repository"). Only the repository of a reference counts.
/// </summary>
public interface IBlobs
{
    Task<bool> ExistsAsync(Reference repository, Digest digest, CancellationToken cancellationToken = default);

    /// <summary>
    /// The content as a stream, never in memory whole. Its last read throws a <see cref="RegistryException"/> if what
    /// came has not the descriptor's size and digest.
    /// </summary>
    Task<Stream> OpenReadAsync(Reference repository, Descriptor blob, CancellationToken cancellationToken = default);

    /// <summary>Uploads a blob in one request.</summary>
    /// <param name="repository">Where to.</param>
    /// <param name="blob">Its digest and its size, both of which must be right.</param>
    /// <param name="open">Opens the content; called anew for each attempt, and each stream is disposed of.</param>
    /// <param name="upload">The upload that a declined mount has opened, if there was one.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    Task UploadAsync(
        Reference repository,
        Descriptor blob,
        Func<CancellationToken, Task<Stream>> open,
        Uri? upload = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Asks the registry to take a blob over from another of its repositories.</summary>
    Task<MountResult> MountAsync(
        Reference repository,
        Digest digest,
        string fromRepository,
        CancellationToken cancellationToken = default
    );
}

/// <summary>The blob is in the repository now, or else <paramref name="Upload"/> is where to send it.</summary>
public sealed record MountResult(Uri? Upload)
{
    public bool Mounted => Upload is null;
}
