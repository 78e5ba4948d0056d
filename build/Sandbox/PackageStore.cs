using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>
/// Fetches the distribution's packages with the distribution's own apt, which checks their signatures, and unpacks
/// them into the cache that all clones share. Nothing is installed: apt and dpkg get a state of their own.
/// </summary>
internal sealed partial class PackageStore(ICommandRunner runner, ICakeLog log, string cache)
{
    private static readonly TimeSpan ListsStayFresh = TimeSpan.FromDays(1);

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

    // What every machine with apt has, and what only the packages' installation would need.
    private static readonly string[] Host = ["adduser", "apt", "debconf", "init-system-helpers", "perl", "python3"];

    private static readonly string[] Keyrings =
    [
        "/usr/share/keyrings/debian-archive-keyring.pgp",
        "/usr/share/keyrings/debian-archive-keyring.gpg",
    ];

    private string Apt => Path.Combine(cache, "apt");

    /// <summary>Gives the tools, which are downloaded and unpacked if no clone has done so before.</summary>
    public async Task<Toolset> EnsureAsync(AptSources sources, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(Path.Combine(cache, "lock"), cancellationToken);
        await PrepareAsync(sources, cancellationToken);
        var packages = await ResolveAsync(cancellationToken);
        var tools = new Toolset(Path.Combine(cache, "tools", KeyOf(packages)));
        if (Directory.Exists(tools.Folder))
        {
            return tools;
        }

        await DownloadAsync(sources, tools, cancellationToken);
        var unpacked = tools.Folder + ".new";
        if (Directory.Exists(unpacked))
        {
            Directory.Delete(unpacked, recursive: true);
        }

        var root = Directory.CreateDirectory(Path.Combine(unpacked, "root")).FullName;
        foreach (var package in packages)
        {
            var archive = Path.Combine(Apt, "archives", package.FileName);
            await runner.RunAsync(
                new Command("dpkg-deb", "--extract", archive, root) { Quiet = true },
                cancellationToken
            );
        }

        await new ToolsetMaker(runner).MakeAsync(unpacked, tools.Folder, cancellationToken);
        Directory.Move(unpacked, tools.Folder);
        return tools;
    }

    private async Task PrepareAsync(AptSources sources, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(Apt, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(Apt, "archives", "partial"));
        var architecture = await runner.RunAsync(
            new Command("dpkg", "--print-architecture") { Quiet = true },
            cancellationToken
        );
        var status = Host.Select(name =>
            $"Package: {name}\nStatus: install ok installed\nArchitecture: {architecture.Output.Trim()}\n"
            + "Multi-Arch: allowed\nVersion: 999\nMaintainer: none\nDescription: of the host\n"
        );
        await File.WriteAllTextAsync(Path.Combine(Apt, "status"), string.Join('\n', status), cancellationToken);

        var list = Path.Combine(Apt, "sources.list");
        var text = sources.ToSourcesList(Keyrings.FirstOrDefault(File.Exists));
        var isFresh =
            File.Exists(list)
            && await File.ReadAllTextAsync(list, cancellationToken) == text
            && DateTime.UtcNow - File.GetLastWriteTimeUtc(list) < ListsStayFresh;
        if (isFresh)
        {
            return;
        }

        log.Information(
            "{0}",
            $"Sandbox: reading the package lists of Debian {AptSources.Suite} from {sources.Archive}"
        );
        var fetched = list + ".new";
        await File.WriteAllTextAsync(fetched, text, cancellationToken);
        await AptGetAsync(fetched, ["update", "--error-on=any"], cancellationToken);
        File.Move(fetched, list, overwrite: true);
    }

    private async Task<IReadOnlyList<Package>> ResolveAsync(CancellationToken cancellationToken)
    {
        var plan = await AptGetAsync(SourcesList, ["install", "--simulate", .. Wanted], cancellationToken);
        return ParsePlan(plan);
    }

    private async Task DownloadAsync(AptSources sources, Toolset tools, CancellationToken cancellationToken)
    {
        var missing = await AptGetAsync(SourcesList, ["install", "--print-uris", .. Wanted], cancellationToken);
        var size = SizeOf(missing) / 1_000_000;
        log.Information(
            "{0}",
            $"Sandbox: downloading {size} MB of Debian {AptSources.Suite} from "
                + $"{sources.Archive}: {string.Join(", ", Wanted)}, and the libraries they need"
        );
        log.Information("{0}", $"Sandbox: unpacking them to {tools.Folder}; nothing is installed into the system");
        await AptGetAsync(SourcesList, ["install", "--download-only", .. Wanted], cancellationToken);
    }

    private string SourcesList => Path.Combine(Apt, "sources.list");

    private async Task<string> AptGetAsync(
        string sourcesList,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        string[] options =
        [
            "Dir::Etc::SourceList=" + sourcesList,
            "Dir::Etc::SourceParts=-",
            "Dir::Etc::Preferences=-",
            "Dir::Etc::PreferencesParts=-",
            "Dir::State=" + Apt,
            "Dir::State::Lists=" + Path.Combine(Apt, "lists"),
            "Dir::State::Status=" + Path.Combine(Apt, "status"),
            "Dir::Cache=" + Apt,
            "Dir::Cache::Archives=" + Path.Combine(Apt, "archives"),
            "APT::Install-Recommends=false",
            "APT::Sandbox::User=root",
            "Acquire::Languages=none",
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
        ];
        var command = new Command(
            "apt-get",
            ["--yes", "--quiet=2", .. options.SelectMany(o => new[] { "-o", o }), .. arguments]
        )
        {
            Quiet = true,
            Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" },
        };
        try
        {
            return (await runner.RunAsync(command, cancellationToken)).Output;
        }
        catch (CommandFailedException exception)
        {
            throw new BakehouseException(
                $"apt could not fetch the sandbox's parts: {exception.Message}",
                "See that this machine's apt sources can be reached and have Debian "
                    + $"{AptSources.Suite}, and that their keys are installed (package debian-archive-keyring).",
                exception
            );
        }
    }

    /// <param name="uris">Lines of apt: quoted URI, file name, size in bytes, hash.</param>
    internal static long SizeOf(string uris) =>
        uris.Split('\n')
            .Select(line => line.Split(' '))
            .Where(line => line.Length > 2)
            .Sum(line => long.Parse(line[2]));

    internal static IReadOnlyList<Package> ParsePlan(string simulation) =>
        [
            .. PlannedLine()
                .Matches(simulation)
                .Select(match => new Package(
                    match.Groups["name"].Value,
                    match.Groups["version"].Value,
                    match.Groups["architecture"].Value
                ))
                .OrderBy(package => package.FileName, StringComparer.Ordinal),
        ];

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

    // Inst libc6 (2.41-12 Debian:13.1/stable, Debian-Security:13/stable-security [amd64])
    [GeneratedRegex(@"^Inst (?<name>\S+) \((?<version>\S+) .*\[(?<architecture>\w+)\]\)", RegexOptions.Multiline)]
    private static partial Regex PlannedLine();
}

/// <summary>A package in the version that apt chose.</summary>
internal sealed record Package(string Name, string Version, string Architecture)
{
    /// <summary>The name that apt gives to its archive: an epoch's colon is escaped.</summary>
    public string FileName => $"{Name}_{Version.Replace(":", "%3a")}_{Architecture}.deb";
}
