using Bakehouse.Oci;

namespace Bakehouse.Adapters.Docker;

/// <summary>Images of the Docker engine. Names are references as docker takes them.</summary>
/// <exception cref="DockerException">Docker failed; the message has its last words.</exception>
public interface IEngineImages
{
    /// <returns>The ID of the image that was built: whoever moves its name, that is what came of the build.</returns>
    Task<string> BuildAsync(ImageBuild build, CancellationToken cancellationToken);

    /// <summary>What the engine has under a name; null where it has nothing.</summary>
    Task<EngineImage?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The layers of an image in the engine, from the base up.</summary>
    Task<IReadOnlyList<EngineLayer>> LayersAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// The bytes of an image's layers, unpacked, by what <c>docker push</c> calls them: the first 12 digits of their diff IDs.
    /// Empty where the engine's history can't be told to agree with them.
    /// </summary>
    Task<IReadOnlyDictionary<string, long>> LayerSizesAsync(string name, CancellationToken cancellationToken);

    Task TagAsync(string image, string name, CancellationToken cancellationToken);

    Task PushAsync(string name, IReadOnlyList<string> options, CancellationToken cancellationToken);

    Task PullAsync(string name, CancellationToken cancellationToken);

    /// <summary>Takes names away; layers that nothing names any more go with them.</summary>
    Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);
}

/// <summary>An image as the engine knows it.</summary>
/// <param name="Id">The digest of its configuration; with containerd's store, of its manifest or index.</param>
/// <param name="Size">The bytes of its layers, unpacked.</param>
public sealed record EngineImage(string Id, long Size)
{
    /// <summary>The digests of its layers, unpacked, from the base up.</summary>
    public IReadOnlyList<Digest> DiffIds { get; init; } = [];
}

/// <summary>A layer of an image.</summary>
/// <param name="Instruction">The Dockerfile's instruction that made it; empty for one that was imported.</param>
/// <param name="Size">Its bytes, unpacked.</param>
public sealed record EngineLayer(string Instruction, long Size);

/// <summary>One <c>docker build</c>.</summary>
public sealed record ImageBuild
{
    /// <summary>The folder with the context.</summary>
    public required string Context { get; init; }

    /// <summary>Where docker may leave files behind: beside the context, and to be removed with it.</summary>
    public required string Temporary { get; init; }

    /// <summary>The name that the result gets.</summary>
    public required string Name { get; init; }

    /// <summary>The Dockerfile's path in the context.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Secrets { get; init; } = [];

    public bool NoCache { get; init; }

    /// <summary>Further options, as they are.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>
    /// Completes when what it is built on is in the engine. Docker may be started before; it gets its Dockerfile then, and
    /// does nothing without.
    /// </summary>
    public Task Ready { get; init; } = Task.CompletedTask;
}
