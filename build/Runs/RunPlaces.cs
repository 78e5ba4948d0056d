using Bakehouse.Configuration;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Runs;

/// <summary>Where a run works: its surroundings, and the place in a registry that its images go to.</summary>
public sealed class RunPlaces(RunOptions options, Surroundings surroundings, OwnRegistry ownRegistry)
{
    /// <summary>For what writes to a registry: the one that is named, or the account's.</summary>
    /// <param name="asksDockerHub">Whether the run will ask Docker Hub for something.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BakehouseException">There is no registry.</exception>
    public async Task<RunPlace> RequireAsync(bool asksDockerHub, CancellationToken cancellationToken)
    {
        var place = await FindAsync(asksDockerHub, cancellationToken);
        place.Destination.Require();
        return place;
    }

    /// <summary>For what looks at a registry where there is one: the one that is named, or the account's.</summary>
    /// <param name="asksDockerHub">Whether the run will ask Docker Hub for something.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RunPlace> FindAsync(bool asksDockerHub, CancellationToken cancellationToken)
    {
        var places = await surroundings.PrepareAsync(asksDockerHub, cancellationToken);
        return Of(await ownRegistry.FindAsync(places, cancellationToken));
    }

    /// <summary>For what stays on this machine: the registry that is named, or none.</summary>
    /// <param name="asksDockerHub">Whether the run will ask Docker Hub for something.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RunPlace> DescribeAsync(bool asksDockerHub, CancellationToken cancellationToken)
    {
        var places = await surroundings.PrepareAsync(asksDockerHub, cancellationToken);
        return Of(await ownRegistry.DescribeAsync(places, cancellationToken));
    }

    private RunPlace Of(Places places) => new(places, new Destination(places.Registry, options.RepositoryPrefix));
}

/// <summary>Where a run works, and the place in a registry that its images go to.</summary>
public sealed record RunPlace(Places Places, Destination Destination);
