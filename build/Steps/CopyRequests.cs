using Bakehouse.Images;
using Bakehouse.Mirroring;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// What a run asks of the copier. All of it is announced before the first copy begins, so that the pulls that are left go
/// to the oldest copies.
/// </summary>
public sealed class CopyRequests(ImageCopier copier, CopyCatalog catalog, RunState run)
{
    private readonly Lock turn = new();
    private Dictionary<string, CopyRequest>? announced;

    /// <summary>The request for a copy that the plan says to make.</summary>
    public CopyRequest Of(CopyDefinition copy)
    {
        lock (turn)
        {
            announced ??= Announce();
            return announced[copy.Name];
        }
    }

    private Dictionary<string, CopyRequest> Announce()
    {
        var requests = catalog
            .Copies.Select(copy => (Copy: copy, Planned: run.Plan.FindCopy(copy.Name)))
            .Where(pair => pair.Planned?.Action == CopyAction.Mirror)
            .ToDictionary(pair => pair.Copy.Name, pair => RequestOf(pair.Copy, pair.Planned!));
        var stocked = catalog
            .Copies.Where(copy => run.Plan.FindCopy(copy.Name)?.Digest is not null)
            .Select(copy => run.Destination.RepositoryOf(copy.Repository))
            .Distinct();
        copier.Announce([.. requests.Values], stocked);
        return requests;
    }

    // What has no record is old for all that is known; what is not there comes first.
    private CopyRequest RequestOf(CopyDefinition copy, PlannedCopy planned) =>
        new(run.Places.Of(copy.Upstream), planned.Source!, TargetOf(copy))
        {
            Platforms = copy.Platforms,
            LastCopied = planned.Digest is null ? null : planned.Copied ?? DateTimeOffset.UnixEpoch,
        };

    private Reference TargetOf(CopyDefinition copy) => run.Destination.RepositoryOf(copy.Repository).WithTag(copy.Tag);
}
