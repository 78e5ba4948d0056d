using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Oci;

namespace Bakehouse.Steps;

/// <summary>What a run has made of one image so far.</summary>
public sealed record ImageResult(string Image)
{
    /// <summary>Whether its build has begun: the engine will have it under its working tag.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>Whether the engine has it under its working tag: built or pulled in this run.</summary>
    public bool IsInEngine { get; init; }

    /// <summary>
    /// The ID of the image that was built or pulled, and tested. Names can be moved by whoever works with the same engine: this is
    /// what is tagged and pushed.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Its names in the engine that nobody wants behind the run.</summary>
    public IReadOnlyList<string> PassingNames { get; init; } = [];

    /// <summary>Bytes of its layers, unpacked.</summary>
    public long? Size { get; init; }

    /// <summary>Its layers from the base up; empty unless it was built in this run.</summary>
    public IReadOnlyList<EngineLayer> Layers { get; init; } = [];

    /// <summary>Bytes of its layers in the registry, packed; null until it is there.</summary>
    public long? PackedSize { get; init; }

    /// <summary>What came of its tests; null until they were run.</summary>
    public TestReport? Tests { get; init; }

    /// <summary>What ECR's scan found in it, the worst first; null where it was not asked.</summary>
    public IReadOnlyList<JudgedFinding>? Findings { get; init; }

    /// <summary>Its digest in the registry; null until it is there.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Whether another image than <see cref="Id"/> has that digest: what is built on that one is not built on this.</summary>
    public bool IsAnother { get; init; }

    /// <summary>The tags that it has been given, in the registry or, without one, in the engine.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether its tests were run in this run, all of them have reported, and all passed.</summary>
    public bool HasPassed => Tests is { HasPassed: true };
}
