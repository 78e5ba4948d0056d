using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Facts;

/// <summary>
/// Observes copies and their upstreams: one HEAD on each side, which no registry counts as a pull. Only where they differ,
/// or the upstream has no answer, the registry is asked where the copy comes from.
/// </summary>
public sealed class CopyReader(IManifests manifests)
{
    /// <param name="copies">The copies of the run.</param>
    /// <param name="destination">Where they stand.</param>
    /// <param name="places">Where their upstreams are found.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>What was observed, by the copies' names.</returns>
    public async Task<IReadOnlyDictionary<string, CopyFacts>> ReadAsync(
        IReadOnlyList<CopyDefinition> copies,
        Destination destination,
        Places places,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.WhenAll(copies.Select(copy => ReadAsync(copy, destination, places, cancellationToken)));
        return copies.Zip(found).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    private async Task<CopyFacts> ReadAsync(
        CopyDefinition copy,
        Destination destination,
        Places places,
        CancellationToken cancellationToken
    )
    {
        var target = destination.RepositoryOf(copy.Repository).WithTag(copy.Tag);
        var reading = manifests.HeadAsync(target, cancellationToken);
        var (upstream, problem) = await AskUpstreamAsync(places.Of(copy.Upstream), cancellationToken);
        var digest = (await reading)?.Digest;
        var isSame = upstream is not null && upstream.Digest == digest && copy.Platforms.Count == 0;
        return new CopyFacts
        {
            Upstream = upstream,
            Problem = problem,
            IsNeverOffered =
                upstream is null
                && (
                    problem is null
                        ? places.HasSubstitute(copy.Upstream.Registry)
                        : places.IsBeyondSubstitute(copy.Upstream)
                ),
            Copy = digest,
            Record = digest is null || isSame ? null : await RecordOfAsync(target, digest, cancellationToken),
        };
    }

    private async Task<(Descriptor? Upstream, string? Problem)> AskUpstreamAsync(
        Reference upstream,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await manifests.HeadAsync(upstream, cancellationToken), null);
        }
        catch (BakehouseException exception)
        {
            return (null, exception.Problem.TrimEnd('.'));
        }
        catch (RegistryException exception)
        {
            return (null, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>Where a copy comes from; null where nothing tells. A record of another copy says nothing of this one.</summary>
    /// <param name="target">Its name, with the tag.</param>
    /// <param name="copy">What stands there.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<CopyRecord?> RecordOfAsync(Reference target, Digest copy, CancellationToken cancellationToken) =>
        await manifests.GetAsync(target.WithTag(CopyRecord.TagOf(target.Tag!)), cancellationToken) is { } manifest
        && CopyRecord.Read(manifest) is { } record
        && record.Copy.Digest == copy
            ? record
            : null;
}
