using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>
/// Fetches the distribution's packages and unpacks them into the cache that all clones share.
/// </summary>
internal sealed class PackageStore(ICommandRunner runner, ICakeLog log, string cache)
{
    private static readonly string[] Wanted =
    [
        "bats",
        "docker-buildx",
        "docker-cli",
        "docker-registry",
        "docker.io",
        "goss",
        "iproute2",
        "iptables",
        "mmdebstrap",
        "nginx",
        "patchelf",
        "rsync",
        "shellcheck",
    ];

    private readonly AptArchive archive = new(runner, log, Path.Combine(cache, "apt"), AptSources.Suite);

    /// <summary>Gives the tools, which are downloaded and unpacked if no clone has done so before.</summary>
    public async Task<Toolset> EnsureAsync(AptSources sources, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(Path.Combine(cache, "lock"), cancellationToken);
        await archive.PrepareAsync(sources, cancellationToken);
        var packages = await archive.ResolveAsync(Wanted, cancellationToken);
        var tools = new Toolset(Path.Combine(cache, "tools", KeyOf(packages)));
        if (Directory.Exists(tools.Folder))
        {
            return tools;
        }

        await archive.DownloadAsync(sources, Wanted, tools.Folder, cancellationToken);
        var unpacked = tools.Folder + ".new";
        if (Directory.Exists(unpacked))
        {
            Directory.Delete(unpacked, recursive: true);
        }

        var root = Directory.CreateDirectory(Path.Combine(unpacked, "root")).FullName;
        foreach (var package in packages)
        {
            await runner.RunAsync(
                new Command("dpkg-deb", "--extract", archive.FileOf(package), root) { Quiet = true },
                cancellationToken
            );
        }

        await new ToolsetMaker(runner).MakeAsync(unpacked, tools.Folder, cancellationToken);
        Directory.Move(unpacked, tools.Folder);
        return tools;
    }

    // The layout of what is made from the packages is part of the key: another Bakehouse may make it otherwise.
    private static string KeyOf(IEnumerable<Package> packages) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{ToolsetMaker.Layout}\n{string.Join('\n', packages.Select(package => package.FileName))}"
                    )
                )
            )
        )[..16];
}
