using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Spectre.Console;

namespace Bakehouse.Checks;

/// <summary>
/// Programs that tests need and that do not run out of a folder of unpacked packages as the sandbox's tools do. With the
/// sandbox they are installed where they are missing.
/// </summary>
public sealed class SystemPackages(ICommandRunner commands, RunOptions options, IAnsiConsole console)
{
    // Nobody is there to answer. What asks: debconf, ucf, needrestart, and what apt runs before dpkg.
    private static readonly Dictionary<string, string?> Unattended = new()
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["DEBIAN_PRIORITY"] = "critical",
        ["UCF_FORCE_CONFFOLD"] = "1",
        ["NEEDRESTART_SUSPEND"] = "1",
        ["APT_LISTCHANGES_FRONTEND"] = "none",
        ["APT_LISTBUGS_FRONTEND"] = "none",
    };

    // And dpkg itself, of a configuration file that is there already: that stays.
    private static readonly string[] Options =
    [
        "--option=DPkg::Lock::Timeout=300",
        "--option=Dpkg::Options::=--force-confdef",
        "--option=Dpkg::Options::=--force-confold",
    ];

    /// <summary>A package of Debian.</summary>
    /// <param name="Name">The package.</param>
    /// <param name="Program">The file that tells that it is there.</param>
    /// <param name="Purpose">What a test does with it.</param>
    public sealed record Package(string Name, string Program, string Purpose);

    /// <summary>All that the integration tests need.</summary>
    public IReadOnlyList<Package> Packages { get; init; } =
    [
        new("chromium", "/usr/bin/chromium", "a test opens the report with it"),
        new("awscli", "/usr/bin/aws", "tests try the local ECR with it"),
        new("npm", "/usr/bin/npm", "a program that it fetches holds pipelines against GitLab's schema"),
        new("podman", "/usr/bin/podman", "a test builds with it as an ordinary user"),
        new("runc", "/usr/sbin/runc", "podman runs containers with it"),
        new("uidmap", "/usr/bin/newuidmap", "it gives an ordinary user the ids of a container"),
    ];

    /// <exception cref="BakehouseException">One can't be installed.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var missing = Packages.Where(package => !File.Exists(package.Program)).ToList();
        if (!options.UseSandbox || missing.Count == 0)
        {
            return;
        }

        foreach (var package in missing)
        {
            console.WriteLine($"Sandbox: installing the package {package.Name} into the system: {package.Purpose}");
        }

        string[] names = [.. missing.Select(package => package.Name)];
        try
        {
            await AptGetAsync("update", "--quiet=2");
            await AptGetAsync(["install", "--quiet=2", "--yes", "--no-install-recommends", .. names]);
        }
        catch (CommandFailedException exception)
        {
            throw new BakehouseException(
                $"What the tests need can't be installed: {exception.Message}",
                $"Install it as root: apt-get install {string.Join(' ', names)}",
                exception
            );
        }

        Task AptGetAsync(params string[] arguments) =>
            commands.RunAsync(
                new Command("apt-get", [.. Options, .. arguments]) { Environment = Unattended },
                cancellationToken
            );
    }
}
