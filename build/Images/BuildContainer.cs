namespace Bakehouse.Images;

/// <summary>
/// How the container runs in which packer provisions an image: options of <c>docker run</c>. They are inputs of the image.
/// What stands in the packer file itself (<c>privileged</c>, <c>volumes</c>, <c>run_command</c>) holds too.
/// </summary>
public sealed record BuildContainer
{
    /// <summary>An ordinary container.</summary>
    public static readonly BuildContainer Plain = new();

    /// <summary>
    /// One with a running systemd, which the parent has to have. Provisioning begins when it has started.
    /// </summary>
    public static readonly BuildContainer Systemd = new()
    {
        IsPrivileged = true,
        Init = "/lib/systemd/systemd",
        TemporaryFolders = ["/run", "/run/lock"],
    };

    private readonly string? init;

    /// <summary>Whether it gets all capabilities and devices.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>The absolute path of what runs as process 1; a shell that waits, where null.</summary>
    /// <exception cref="BakehouseException">It is no absolute path.</exception>
    public string? Init
    {
        get => init;
        init =>
            init = value?.StartsWith('/') is null or true
                ? value
                : throw new BakehouseException(
                    $"'{value}' cannot be process 1 of a build container: it is no absolute path.",
                    "Name it as /lib/systemd/systemd is."
                );
    }

    /// <summary><c>[source:]path[:ro]</c>. What is written there is no part of the image.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Folders that are held in memory, <c>path[:options]</c>, and are no part of the image.</summary>
    public IReadOnlyList<string> TemporaryFolders { get; init; } = [];

    /// <summary><c>seccomp=unconfined</c>, <c>apparmor=…</c>, <c>label=…</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init; } = [];

    /// <summary>Capabilities beyond the usual ones: <c>SYS_ADMIN</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The options of <c>docker run</c>, without <see cref="Init"/>.</summary>
    internal IReadOnlyList<string> RunOptions =>
        [
            .. IsPrivileged ? ["--privileged"] : Array.Empty<string>(),
            // As --volume, a path alone would become a volume of the image too.
            .. Volumes.Select(volume =>
                volume.Contains(':') ? $"--volume={volume}" : $"--mount=type=volume,destination={volume}"
            ),
            .. TemporaryFolders.Select(folder => $"--tmpfs={folder}"),
            .. SecurityOptions.Select(option => $"--security-opt={option}"),
            .. Capabilities.Select(capability => $"--cap-add={capability}"),
        ];

    /// <summary>All that counts in the fingerprint.</summary>
    internal IReadOnlyList<string> Inputs => [.. RunOptions, .. Init is null ? [] : (string[])[$"init={Init}"]];
}
