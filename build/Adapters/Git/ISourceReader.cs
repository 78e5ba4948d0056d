using Bakehouse.Planning;

namespace Bakehouse.Adapters.Git;

/// <summary>Finds out where the sources of a run stand.</summary>
public interface ISourceReader
{
    /// <summary>Reads the facts.</summary>
    /// <param name="version">The version, as a git tag of that name makes the run a release.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BakehouseException">The server of the branch cannot be asked for the branch's head.</exception>
    Task<SourceFacts> ReadAsync(ImageVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// The commit that the branch has on the server by now, where that is another one than the run's: asked again right
    /// before names are written that belong to a branch's newest commit. Outside CI it is nobody's but the user's.
    /// </summary>
    /// <exception cref="BakehouseException">The server cannot be asked.</exception>
    Task<string?> NewerHeadAsync(CancellationToken cancellationToken);
}
