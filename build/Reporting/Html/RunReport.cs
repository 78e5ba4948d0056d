using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting.Html;

/// <summary>What became of an image.</summary>
public enum ImageState
{
    Built,
    Tested,
    Retagged,
    Nothing,
    Failed,
    Blocked,
    Stopped,
}

/// <summary>All that the report tells of a run.</summary>
public sealed record RunReport
{
    /// <summary>When the run began.</summary>
    public required DateTimeOffset Time { get; init; }

    public required TimeSpan Duration { get; init; }

    public required SourceFacts Source { get; init; }

    public string? Registry { get; init; }

    public IReadOnlyList<string> WithheldTags { get; init; } = [];

    public IReadOnlyList<LeftOutImage> LeftOut { get; init; } = [];

    /// <inheritdoc cref="RefreshFacts.NotLookedUp"/>
    public IReadOnlyList<string> NotLookedUp { get; init; } = [];

    /// <summary>The images of the run, parents before children.</summary>
    public required IReadOnlyList<ImageReport> Images { get; init; }

    /// <summary>The copies of upstream images that the run was about.</summary>
    public IReadOnlyList<CopyReport> Copies { get; init; } = [];

    /// <summary>The parents with which package changes of an image may have come.</summary>
    public IReadOnlyList<ImageReport> ChangedParentsOf(ImageReport image) =>
        [.. Images.Where(other => image.Parents.Contains(other.Name) && other.PackageChanges is { Count: > 0 })];

    /// <summary>The package changes of an image that none of its parents has; null where they are not known.</summary>
    public PackageChanges? OwnChangesOf(ImageReport image) =>
        ChangedParentsOf(image)
            .Aggregate(image.PackageChanges, (changes, parent) => changes?.Without(parent.PackageChanges!));
}

/// <summary>All that the report tells of one image.</summary>
public sealed record ImageReport
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The images of the run that it is built on.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    public required ImageAction Action { get; init; }

    public required ImageState State { get; init; }

    /// <summary>Its state in words: <c>tests failed</c>, <c>blocked by base-build</c>.</summary>
    public required string Outcome { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The tags that it was given.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public Digest? Digest { get; init; }

    /// <summary>The image in the registry that it takes the place of; null where there is none, or where it was not built.</summary>
    public PreviousImage? Previous { get; init; }

    public TestReport? Tests { get; init; }

    /// <summary>What ECR's scan found in it, the worst first; null where it was not asked.</summary>
    public IReadOnlyList<JudgedFinding>? Findings { get; init; }

    /// <summary>What is installed in it; null where that is not known.</summary>
    public PackageList? Packages
    {
        get => field ?? Tests?.Packages;
        init;
    }

    /// <summary>From the base up; empty unless it was built.</summary>
    public IReadOnlyList<EngineLayer> Layers { get; init; } = [];

    /// <summary>Bytes of its layers, unpacked.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes of its layers in the registry.</summary>
    public long? PackedSize { get; init; }

    /// <summary>What was done with it, in order.</summary>
    public IReadOnlyList<ReportedStep> Steps { get; init; } = [];

    /// <summary>What changed of its packages; null where one of the two lists is not known.</summary>
    public PackageChanges? PackageChanges =>
        Previous?.Packages is { } before && Packages is { } after ? PackageChanges.Between(before, after) : null;

    public TimeSpan Duration => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);
}

/// <summary>A target of an image that ran.</summary>
/// <param name="Verb"><c>Build</c>, <c>Test</c>, <c>Tag</c> or <c>Push</c>.</param>
/// <param name="Start">When it started, from the start of the first one.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ReportedStep(string Verb, TimeSpan Start, TimeSpan Duration)
{
    /// <summary>Whether the run could not have been shorter while this took as long.</summary>
    public bool IsCritical { get; init; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public string? Failure { get; init; }

    /// <summary>The file with what its programs printed, as seen from the report; null where there is none.</summary>
    public string? Log { get; init; }
}
