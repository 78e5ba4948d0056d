using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>The mirrors of the Debian archive that this machine's own apt is configured with.</summary>
/// <param name="Archive">The main archive.</param>
/// <param name="Security">Its security updates; null where apt is configured without.</param>
internal sealed record AptSources(Uri Archive, Uri? Security)
{
    /// <summary>
    /// The suite that the sandbox's parts come from, whichever one this machine runs: Debian 13, the first to have
    /// all of them.
    /// </summary>
    public const string Suite = "trixie";

    private const string Format = "$(REPO_URI) $(RELEASE) $(COMPONENT)";

    /// <summary>
    /// Asks apt itself, which reads both of its formats and all of its folders. It answers of what it is configured with:
    /// without <c>--no-release-info</c> it tells only of what it has fetched, and that is nothing before its first update.
    /// </summary>
    public static async Task<AptSources> ReadAsync(ICommandRunner runner, CancellationToken cancellationToken)
    {
        var targets = await runner.RunAsync(
            new Command("apt-get", "indextargets", "--no-release-info", "--format", Format, "Identifier: Packages")
            {
                Quiet = true,
            },
            cancellationToken
        );
        return Parse(targets.Output);
    }

    /// <summary>The sources of a suite on these mirrors, in apt's one-line format (sources.list(5)).</summary>
    public string ToSourcesList(string suite, string? keyring)
    {
        var options = keyring is null ? "" : $"[signed-by={keyring}] ";
        var list = $"deb {options}{Archive} {suite} main\n";
        return Security is null ? list : list + $"deb {options}{Security} {suite}-security main\n";
    }

    /// <param name="indexTargets">Lines of repository, suite and component.</param>
    internal static AptSources Parse(string indexTargets)
    {
        var repositories = indexTargets
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(fields => fields is [_, _, "main"] && fields[0].StartsWith("http", StringComparison.Ordinal))
            .Select(fields => new Uri(fields[0].TrimEnd('/')))
            .ToList();

        // The archive's own layout is what tells it from others: its mirrors keep these names (and so do their paths
        // below them), as the archive's mirroring guide asks.
        return new AptSources(
            Find("debian")
                ?? throw new BakehouseException(
                    "apt knows no mirror of the Debian archive, and the sandbox's parts come from there.",
                    "Run on a Debian whose apt has an http source of the archive, or start a Docker engine and a "
                        + "registry yourself and run without --sandbox."
                ),
            Find("debian-security")
        );

        Uri? Find(string folder) => repositories.FirstOrDefault(uri => uri.Segments[^1].Trim('/') == folder);
    }
}
