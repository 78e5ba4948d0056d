using Bakehouse.Oci;

namespace Bakehouse.Images;

/// <summary>One tag of a cached image: what it is a copy of, and where the copy stands.</summary>
public sealed record CopyDefinition
{
    /// <summary>What leads the name of its target.</summary>
    public const string Verb = "Cache";

    /// <summary>The cached image that it is a tag of: <c>redis</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The target for all tags of the cached image: <c>Cache-Redis</c>.</summary>
    public required string FamilyTask { get; init; }

    public required string Description { get; init; }

    /// <summary>The upstream's name, with the tag: <c>docker.io/library/redis:7</c>.</summary>
    public required Reference Upstream { get; init; }

    /// <summary>The copy's repository, below the path that all images have in common: <c>utility/redis</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>What is taken of an index; all of it where none is named.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    public required TimeSpan MaximumAge { get; init; }

    /// <summary>How many copies that were replaced are kept.</summary>
    public required int Backups { get; init; }

    /// <summary>The folder with the tests that a copy has to pass; null where it has none.</summary>
    public string? TestFolder { get; init; }

    /// <summary>The files with those tests (<see cref="TestSuites"/>).</summary>
    public IReadOnlyList<string> Suites { get; init; } = [];

    /// <summary>The tag, of the upstream and of the copy.</summary>
    public string Tag => Upstream.Tag!;

    /// <summary>Its target: <c>Cache-Redis-7</c>.</summary>
    public string TaskName => $"{FamilyTask}-{Tag}";

    /// <summary>What it is known by: <c>utility/redis:7</c>.</summary>
    public string Name => $"{Repository}:{Tag}";

    public override string ToString() => Name;
}
