using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Facts;

/// <summary>Where a run gets the upstream images that its images are built on.</summary>
/// <param name="Copies">What the run does about copies.</param>
/// <param name="Destination">The registry that has them.</param>
/// <param name="Places">Where upstreams are found.</param>
public sealed record UpstreamPlaces(IReadOnlyList<PlannedCopy> Copies, Destination Destination, Places Places)
{
    /// <summary>
    /// The company's copy where there will be one when something is built on it, else the upstream. The digest is known
    /// for a copy; of an upstream it has to be asked.
    /// </summary>
    public (Reference Place, PlannedCopy? Copy) Of(Reference upstream)
    {
        var copy = Copies.FirstOrDefault(copy => copy.Upstream == upstream.ToString());
        return copy is null or { Digest: null, Action: CopyAction.Withhold }
            ? (Places.Of(upstream), null)
            : (Destination.RepositoryOf(copy.Name[..copy.Name.LastIndexOf(':')]), copy);
    }
}
