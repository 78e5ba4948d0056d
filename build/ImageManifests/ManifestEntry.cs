using Bakehouse.Oci;

namespace Bakehouse.ImageManifests;

/// <summary>An image as a manifest describes it, with all defaults filled in.</summary>
public sealed record ManifestEntry
{
    /// <summary>The line of the manifest where it begins, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>By default the top folder's.</summary>
    public required string Name { get; init; }

    /// <summary>By default the file's name without its ending.</summary>
    public required string Version { get; init; }

    public required BuilderType Builder { get; init; }

    /// <summary>
    /// Where its file may be, relative to the manifest: <c>packer/myimg-1.0.json</c>; the first that exists counts.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The folder that it is built in, relative to the manifest; <c>../</c> by default.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Further arguments of the builder, with the parts of the tag put in.</summary>
    public required IReadOnlyList<string> ExtraArguments { get; init; }

    /// <summary>The name that it gets: <c>mycorp/myimg:1.0</c>.</summary>
    public required Reference Tag { get; init; }
}
