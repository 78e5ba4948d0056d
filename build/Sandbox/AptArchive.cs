using System.Text.RegularExpressions;
using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>
/// Packages of one suite of the distribution, fetched with the distribution's own apt, which checks their signatures.
/// Nothing is installed: apt and dpkg get a state of their own, in <paramref name="folder"/>.
/// </summary>
internal sealed partial class AptArchive(ICommandRunner runner, ICakeLog log, string folder, string suite)
{
    private static readonly TimeSpan ListsStayFresh = TimeSpan.FromDays(1);

    // What every machine with apt has, and what only the packages' installation would need.
    private static readonly string[] Host = ["adduser", "apt", "debconf", "init-system-helpers", "perl", "python3"];

    private static readonly string[] Keyrings =
    [
        "/usr/share/keyrings/debian-archive-keyring.pgp",
        "/usr/share/keyrings/debian-archive-keyring.gpg",
    ];

    /// <summary>Where the package's file is, once it was downloaded.</summary>
    public string FileOf(Package package) => Path.Combine(folder, "archives", package.FileName);

    /// <summary>Reads the lists of packages, unless it was done a short while ago.</summary>
    public async Task PrepareAsync(AptSources sources, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(folder, "archives", "partial"));
        var architecture = await runner.RunAsync(
            new Command("dpkg", "--print-architecture") { Quiet = true },
            cancellationToken
        );
        var status = Host.Select(name =>
            $"Package: {name}\nStatus: install ok installed\nArchitecture: {architecture.Output.Trim()}\n"
            + "Multi-Arch: allowed\nVersion: 999\nMaintainer: none\nDescription: of the host\n"
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "status"), string.Join('\n', status), cancellationToken);

        var list = Path.Combine(folder, "sources.list");
        var text = sources.ToSourcesList(suite, Keyrings.FirstOrDefault(File.Exists));
        var isFresh =
            File.Exists(list)
            && await File.ReadAllTextAsync(list, cancellationToken) == text
            && DateTime.UtcNow - File.GetLastWriteTimeUtc(list) < ListsStayFresh;
        if (isFresh)
        {
            return;
        }

        log.Information("{0}", $"Sandbox: reading the package lists of Debian {suite} from {sources.Archive}");
        var fetched = list + ".new";
        await File.WriteAllTextAsync(fetched, text, cancellationToken);
        await AptGetAsync(fetched, ["update", "--error-on=any"], cancellationToken);
        File.Move(fetched, list, overwrite: true);
    }

    /// <summary>The packages that have to be there for these, themselves among them.</summary>
    public async Task<IReadOnlyList<Package>> ResolveAsync(
        IReadOnlyList<string> wanted,
        CancellationToken cancellationToken
    )
    {
        var plan = await AptGetAsync(SourcesList, ["install", "--simulate", .. wanted], cancellationToken);
        return ParsePlan(plan);
    }

    /// <param name="sources">Where from.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="target">Where it will be unpacked, to be told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task DownloadAsync(
        AptSources sources,
        IReadOnlyList<string> wanted,
        string target,
        CancellationToken cancellationToken
    )
    {
        var missing = await AptGetAsync(SourcesList, ["install", "--print-uris", .. wanted], cancellationToken);
        var size = SizeOf(missing) / 1_000_000;
        log.Information(
            "{0}",
            $"Sandbox: downloading {size} MB of Debian {suite} from "
                + $"{sources.Archive}: {string.Join(", ", wanted)}, and the libraries they need"
        );
        log.Information("{0}", $"Sandbox: unpacking them to {target}; nothing is installed into the system");
        await AptGetAsync(SourcesList, ["install", "--download-only", .. wanted], cancellationToken);
    }

    private string SourcesList => Path.Combine(folder, "sources.list");

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
            "Dir::State=" + folder,
            "Dir::State::Lists=" + Path.Combine(folder, "lists"),
            "Dir::State::Status=" + Path.Combine(folder, "status"),
            "Dir::Cache=" + folder,
            "Dir::Cache::Archives=" + Path.Combine(folder, "archives"),
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
                    + $"{suite}, and that their keys are installed (package debian-archive-keyring).",
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
