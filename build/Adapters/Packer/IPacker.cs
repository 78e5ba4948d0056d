namespace Bakehouse.Adapters.Packer;

/// <summary>Builds images with packer and its docker builder, in the engine.</summary>
public interface IPacker
{
    /// <summary>
    /// Builds an image that has no name yet. Whatever comes of it, and whoever ends it, the build container is removed.
    /// </summary>
    /// <returns>The image's id, <c>sha256:…</c>.</returns>
    /// <exception cref="PackerException">Packer failed or took too long; the message has its words.</exception>
    Task<string> BuildAsync(PackerBuild build, CancellationToken cancellationToken);

    /// <summary>
    /// Starts the build container as <see cref="BuildAsync"/> does and holds packer there, before anything is provisioned,
    /// as long as <paramref name="work"/> takes. Then the container is removed.
    /// </summary>
    /// <exception cref="PackerException">Packer failed before; the message has its words.</exception>
    Task HoldAsync(PackerBuild build, Func<CancellationToken, Task> work, CancellationToken cancellationToken);
}
