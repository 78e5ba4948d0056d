using System.Text;
using System.Text.RegularExpressions;
using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.Processes;
using Cake.Core;

namespace Bakehouse.Checks;

/// <summary>The repository's shell scripts: by extension, or by the shell that their first line names.</summary>
public sealed partial class ShellScripts(GitRepository git, ICommandRunner commands, ICakeEnvironment environment)
{
    private const int LongestFirstLine = 128;
    private static readonly string[] Extensions = [".sh", ".bash", ".bats"];

    /// <summary>Their paths in the repository, of committed ones and of new ones.</summary>
    /// <exception cref="BakehouseException">This is no clone of the repository.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) =>
        [.. (await git.FilesAsync(cancellationToken)).Where(IsScript)];

    /// <summary>Reads all of them with shellcheck.</summary>
    /// <exception cref="BakehouseException">There is no shellcheck, or it has found something.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var scripts = await FindAsync(cancellationToken);
        var answer = await commands.RunAsync(
            new Command("shellcheck", ["--format=gcc", .. scripts]) { AnyExitCode = true },
            cancellationToken
        );
        if (answer.ExitCode != 0)
        {
            throw new BakehouseException(
                $"shellcheck has found faults in shell scripts:{Environment.NewLine}{answer.Output}{answer.Error}".TrimEnd(),
                "Mend them; shellcheck.net/wiki/ has a page for each number."
            );
        }
    }

    private bool IsScript(string path)
    {
        // What was deleted without telling git is still in its list.
        var file = new FileInfo(Path.Combine(environment.WorkingDirectory.FullPath, path));
        return file.Exists && (Extensions.Contains(file.Extension) || StartsWithShell(file));
    }

    private static bool StartsWithShell(FileInfo file)
    {
        using var content = file.OpenRead();
        var start = new byte[LongestFirstLine];
        return Shebang().IsMatch(Encoding.Latin1.GetString(start, 0, content.ReadAtLeast(start, start.Length, false)));
    }

    [GeneratedRegex(
        @"^#!\s*\S*/(env\s+)?(sh|bash|dash|bats)\s",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Shebang();
}
