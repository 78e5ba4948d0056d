using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Spectre.Console;

namespace Bakehouse.Checks;

/// <summary>The browser in which a test opens the report. With the sandbox it is installed where it is missing.</summary>
public sealed class Chromium(ICommandRunner commands, RunOptions options, IAnsiConsole console)
{
    private static readonly Dictionary<string, string?> Unattended = new() { ["DEBIAN_FRONTEND"] = "noninteractive" };

    /// <summary>Where Debian's package has it.</summary>
    public string Program { get; init; } = "/usr/bin/chromium";

    /// <exception cref="BakehouseException">It can't be installed.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!options.UseSandbox || File.Exists(Program))
        {
            return;
        }

        // A browser does not run out of a folder of unpacked packages as the sandbox's other tools do.
        console.WriteLine("Sandbox: installing the package chromium into the system: a test opens the report with it");
        try
        {
            await AptGetAsync("update", "--quiet=2");
            await AptGetAsync("install", "--quiet=2", "--yes", "--no-install-recommends", "chromium");
        }
        catch (CommandFailedException exception)
        {
            throw new BakehouseException(
                $"The package chromium can't be installed: {exception.Message}",
                "Install it as root: apt-get install chromium",
                exception
            );
        }

        Task AptGetAsync(params string[] arguments) =>
            commands.RunAsync(
                new Command("apt-get", ["--option=DPkg::Lock::Timeout=300", .. arguments]) { Environment = Unattended },
                cancellationToken
            );
    }
}
