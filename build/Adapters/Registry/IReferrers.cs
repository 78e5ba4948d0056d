using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

/// <summary>What has been said about a manifest: signatures, SBOMs (OCI distribution-spec 1.1, "Listing referrers").</summary>
public interface IReferrers
{
    /// <summary>
    /// The manifests whose subject is <paramref name="reference"/>'s digest; from the tag <c>sha256-…</c> where the
    /// registry has no such API ("Referrers tag schema").
    /// </summary>
    Task<IReadOnlyList<Descriptor>> ListAsync(Reference reference, CancellationToken cancellationToken = default);
}
