using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>How steps write names in a registry: never without asking the rule on who may.</summary>
internal static class NamedManifests
{
    /// <summary>Writes a manifest under a name.</summary>
    /// <exception cref="BakehouseException">The run may not write it: see <see cref="NameRule"/>.</exception>
    public static Task WriteAsync(
        this IManifests manifests,
        NameKind kind,
        SourceFacts source,
        Reference name,
        Manifest manifest,
        CancellationToken cancellationToken
    )
    {
        NameRule.Require(kind, source, name.ToString());
        return manifests.PutAsync(name, manifest, cancellationToken);
    }
}
