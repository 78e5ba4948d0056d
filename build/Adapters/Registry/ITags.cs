using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

/// <summary>The tags of a repository (OCI distribution-spec 1.1, "Listing tags" and "Deleting tags").</summary>
public interface ITags
{
    /// <summary>All tags, over all pages, as the registry sorts them; none where there is no such repository.</summary>
    Task<IReadOnlyList<string>> ListAsync(Reference repository, CancellationToken cancellationToken = default);

    /// <summary>Removes one tag and leaves the manifest and its other tags alone.</summary>
    Task<TagDeletion> DeleteAsync(Reference reference, CancellationToken cancellationToken = default);
}

/// <summary>What became of a tag.</summary>
public enum TagDeletion
{
    Deleted,
    NotFound,

    /// <summary>The registry removes manifests by digest only, which takes every tag of that digest.</summary>
    Unsupported,
}
