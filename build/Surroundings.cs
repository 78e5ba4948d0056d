using Bakehouse.Configuration;

namespace Bakehouse;

/// <summary>What a run works with: the company's registry and engine, or the sandbox's.</summary>
public sealed class Surroundings(RunOptions options)
{
    public Task<Around> PrepareAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new Around(options.Registry, new Dictionary<string, string>()));
    }

    /// <summary>What was found or brought up.</summary>
    /// <param name="Registry"><c>host[:port]</c>; null where there is none.</param>
    /// <param name="Locations">Build arguments that say where builds find things.</param>
    public sealed record Around(string? Registry, IReadOnlyDictionary<string, string> Locations);
}
