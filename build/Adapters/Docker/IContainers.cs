namespace Bakehouse.Adapters.Docker;

/// <summary>Containers of the Docker engine.</summary>
/// <exception cref="DockerException">Docker failed; the message has its last words.</exception>
public interface IContainers
{
    /// <summary>Makes a container without starting it.</summary>
    Task CreateAsync(NewContainer container, CancellationToken cancellationToken);

    /// <summary>Copies a folder or file of this machine into a container.</summary>
    Task CopyInAsync(string path, string container, string target, CancellationToken cancellationToken);

    /// <summary>
    /// Reads files of a container into memory, as bytes of somebody who may mean harm: nothing is written to this machine,
    /// no link is followed, and no more is taken than the limits allow.
    /// </summary>
    /// <param name="container">The container, running or not.</param>
    /// <param name="path">A file or a folder; that there is no such thing is no error.</param>
    /// <param name="limits">How much is taken.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<ContainerFiles> ReadFilesAsync(
        string container,
        string path,
        ReadLimits limits,
        CancellationToken cancellationToken
    );

    /// <summary>Starts a container, waits until it ends, and says with which exit code.</summary>
    Task<int> RunAsync(string container, CancellationToken cancellationToken);

    /// <summary>Why a container never started that was to run, in the engine's words; null where it did start.</summary>
    Task<string?> FindStartFailureAsync(string container, CancellationToken cancellationToken);

    /// <summary>Removes a container, also a running one. Where there is none, nothing happens.</summary>
    Task RemoveAsync(string container, CancellationToken cancellationToken);
}

/// <summary>A container to be made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">The image's name or id.</param>
/// <param name="Command">What it runs, in place of the image's entrypoint and command.</param>
public sealed record NewContainer(string Name, string Image, IReadOnlyList<string> Command)
{
    /// <summary>The user that the command runs as; the image's where null.</summary>
    public string? User { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
