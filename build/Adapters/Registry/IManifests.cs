using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Manifests and indexes of any registry: the reference names which (OCI distribution-spec 1.1, "Pulling manifests" and
/// "Pushing manifests"). Where a reference has a digest and a tag, the digest decides, except on a put.
/// </summary>
/// <remarks>
/// What all calls to a registry throw: a <see cref="BakehouseException"/> for what its user can mend, with the
/// <see cref="RegistryException"/> inside, and a <see cref="RegistryException"/> for everything else.
/// </remarks>
public interface IManifests
{
    /// <summary>What stands under a reference, or null. No registry counts this as a pull.</summary>
    Task<Descriptor?> HeadAsync(Reference reference, CancellationToken cancellationToken = default);

    /// <summary>The manifest itself, checked against its digest, or null. A counted pull on Docker Hub.</summary>
    Task<Manifest?> GetAsync(Reference reference, CancellationToken cancellationToken = default);

    /// <summary>Writes a manifest under the reference's tag, or under its digest where it has none.</summary>
    Task PutAsync(Reference reference, Manifest manifest, CancellationToken cancellationToken = default);

    /// <summary>Removes a manifest by its digest, and with it all of its tags. False where there is none.</summary>
    Task<bool> DeleteAsync(Reference reference, CancellationToken cancellationToken = default);
}
