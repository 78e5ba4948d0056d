using Bakehouse.Adapters.Ecr;
using Bakehouse.Oci;

namespace Bakehouse.Steps;

/// <summary>Where a run finds things. None of it decides what is built.</summary>
/// <param name="Registry">The registry, <c>host[:port]</c>; null where there is none.</param>
public sealed record Places(string? Registry)
{
    /// <summary>The registry, where it is one of ECR; null where it is not.</summary>
    public EcrRegistry? Ecr { get; init; }

    /// <summary>Build arguments for every build: a proxy, as a container reaches it.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables for every script that prepares a build: a proxy, as this machine reaches it.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>By upstream registry, the place that its images are fetched from instead: <c>host[:port][/path]</c>.</summary>
    public IReadOnlyDictionary<string, string> Upstreams { get; init; } = new Dictionary<string, string>();

    /// <summary>The sandbox's registry that stands for Docker Hub; null where none does.</summary>
    public string? Substitute { get; init; }

    /// <summary>What that registry has, <c>library/redis:7</c>, also while another place is asked; null where there is none.</summary>
    public IReadOnlySet<string>? SubstituteImages { get; init; }

    /// <summary>Where an upstream's image is fetched from; a reference by its own name where nothing else was said.</summary>
    public Reference Of(Reference upstream) =>
        PlaceOf(upstream.Registry) is { } place
            ? Moved(Reference.Parse($"{place}/{upstream.Repository}"), upstream)
            : upstream;

    /// <summary>Whether the images of an upstream come from the sandbox's stand-in, which has few of them.</summary>
    public bool HasSubstitute(string registry) => Substitute is not null && PlaceOf(registry) == Substitute;

    /// <summary>Whether an image is one of those that the sandbox's stand-in never had.</summary>
    public bool IsBeyondSubstitute(Reference upstream) =>
        upstream.Registry == Reference.DockerHub
        && SubstituteImages is not null
        && !SubstituteImages.Contains($"{upstream.Repository}:{upstream.Tag}");

    private string? PlaceOf(string registry) =>
        Upstreams.GetValueOrDefault(registry) ?? (registry == Reference.DockerHub ? Substitute : null);

    private static Reference Moved(Reference place, Reference upstream) =>
        new(place.Registry, place.Repository, upstream.Tag, upstream.Digest);
}
