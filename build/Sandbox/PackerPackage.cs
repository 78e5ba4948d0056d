using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>
/// The program packer, for the runs that need it: unpacked beside the other tools. It runs with the machine's libc, as it
/// starts itself anew through /proc/self/exe.
/// </summary>
internal sealed class PackerPackage(ICommandRunner runner, ICakeLog log, string cache)
{
    private const string Name = "packer";

    // The last release of Debian that has it.
    private const string Suite = "bookworm";

    /// <returns>The folder that has the program.</returns>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var target = Path.Combine(cache, "tools", $"{Name}-{Suite}");
        var bin = Path.Combine(target, "usr", "bin");
        if (Directory.Exists(target))
        {
            return bin;
        }

        using var held = await FileLock.AcquireAsync(Path.Combine(cache, "lock"), cancellationToken);
        if (Directory.Exists(target))
        {
            return bin;
        }

        var sources = await AptSources.ReadAsync(runner, cancellationToken);
        var archive = new AptArchive(runner, log, Path.Combine(cache, $"apt-{Suite}"), Suite);
        await archive.PrepareAsync(sources, cancellationToken);
        var packages = await archive.ResolveAsync([Name], cancellationToken);
        await archive.DownloadAsync(sources, [Name], target, cancellationToken);
        var unpacked = target + ".new";
        var file = archive.FileOf(packages.Single(package => package.Name == Name));
        await runner.RunAsync(new Command("dpkg-deb", "--extract", file, unpacked) { Quiet = true }, cancellationToken);
        Directory.Move(unpacked, target);
        return bin;
    }
}
