using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>
/// Observes all that the planner needs: reads every image of the run, and asks the registry about those whose parents are
/// there. Where a parent has to be built, so have its children, and nothing is asked about them.
/// </summary>
public sealed class FactCollector(ImageCatalog catalog, InputReader inputs, RegistryReader registry)
{
    /// <param name="images">The images of the run, parents before children.</param>
    /// <param name="known">What is known without them: git may still be at it while the images are read.</param>
    /// <param name="destination">Where the images go; without a registry nothing is asked.</param>
    /// <param name="upstreams">Where upstream images are.</param>
    /// <param name="substitutes">Build arguments by image that stand in for what cannot be reached.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<PlanFacts> CollectAsync(
        IReadOnlyList<ImageDefinition> images,
        Task<PlanFacts> known,
        Destination destination,
        UpstreamPlaces upstreams,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> substitutes,
        CancellationToken cancellationToken
    )
    {
        var asksRegistry = destination.Registry is not null;
        var wanted = images.Select(image => image.Name).ToHashSet();
        var needed = images.SelectMany(catalog.AncestorsOf).Select(image => image.Name).Concat(wanted).ToHashSet();
        var observations = new Dictionary<string, Task<Observation>>();
        foreach (var image in catalog.Images.Where(image => needed.Contains(image.Name)))
        {
            observations[image.Name] = ObserveAsync(image);
        }

        await Task.WhenAll(observations.Values);
        var observed = observations.ToDictionary(pair => pair.Key, pair => pair.Value.Result);
        return await known with
        {
            Inputs = observed.ToDictionary(pair => pair.Key, pair => pair.Value.Inputs),
            Registry = observed
                .Where(pair => pair.Value.Registry is not null)
                .ToDictionary(pair => pair.Key, pair => pair.Value.Registry!),
        };

        async Task<Observation> ObserveAsync(ImageDefinition image)
        {
            // Looked up before the first await: the loop goes on adding to the dictionary meanwhile.
            var parentsObserved = image
                .Parents.Select(parent => parent.Image)
                .Distinct()
                .ToDictionary(parent => parent, parent => observations[parent]);

            // Reading folders and hashing files keeps a processor busy: images are read side by side.
            await Task.Yield();
            var read = await inputs.ReadAsync(
                image,
                substitutes.GetValueOrDefault(image.Name),
                asksRegistry ? upstreams : null,
                cancellationToken
            );
            var parents = new Dictionary<string, Digest>();
            foreach (var (parent, observation) in parentsObserved)
            {
                if ((await observation).Registry?.Built is { } digest)
                {
                    parents[parent] = digest;
                }
            }

            var complete = read.With(parents);
            var facts = await known;
            return asksRegistry
                ? new Observation(
                    complete,
                    await registry.ReadAsync(
                        destination.RepositoryOf(image.Repository),
                        complete,
                        wanted.Contains(image.Name) ? TagPolicy.For(image, facts).Tags : [],
                        cancellationToken
                    )
                )
                : new Observation(complete, null);
        }
    }

    private sealed record Observation(ImageInputs Inputs, RegistryFacts? Registry);
}
