using Bakehouse.Adapters.Docker;
using Bakehouse.Oci;

namespace Bakehouse.Steps;

/// <summary>
/// Whether what has a name in the engine is still what was built or tested: an engine may be shared, and whoever works with it can
/// move any name.
/// </summary>
internal static class UnmovedNames
{
    /// <summary>What helps where a name was moved.</summary>
    public const string Remedy = "Find out who else works with this engine and moves names there, then run again.";

    /// <exception cref="BakehouseException">The name is another image's, or gone.</exception>
    public static async Task RequireAsync(
        this IEngineImages images,
        string name,
        string id,
        CancellationToken cancellationToken
    )
    {
        var found = (await images.FindAsync(name, cancellationToken))?.Id;
        if (found != id)
        {
            throw new BakehouseException(
                $"Somebody has moved the name {name} in the engine: it was {id}, and is {found ?? "gone"}.",
                Remedy
            );
        }
    }

    /// <summary>Whether these layers are the lowest of an image.</summary>
    public static bool AreBelow(this IReadOnlyList<Digest> layers, IReadOnlyList<Digest> all) =>
        all.Take(layers.Count).SequenceEqual(layers);
}
