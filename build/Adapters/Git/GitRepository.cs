using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Git;

/// <summary>The questions that Bakehouse asks git. An answer is null where git has none.</summary>
public sealed class GitRepository(ICommandRunner commands)
{
    private const string NewFile = "? ";
    private Task<string?>? remoteUrl;

    /// <summary>The commit, the branch and whether there are changes, from one look at the work tree.</summary>
    /// <remarks>See git-status(1), "Porcelain Format Version 2".</remarks>
    public async Task<WorkTree?> StatusAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(["status", "--porcelain=v2", "--branch"], cancellationToken) is not { } status)
        {
            return null;
        }

        var lines = status.Split('\n');
        var commit = Header(lines, "# branch.oid ");
        var branch = Header(lines, "# branch.head ");
        return new WorkTree(
            commit == "(initial)" ? null : commit,
            branch == "(detached)" ? null : branch,
            lines.Any(line => !line.StartsWith('#') && !line.StartsWith(NewFile)),
            [.. lines.Where(line => line.StartsWith(NewFile)).Select(line => line[NewFile.Length..].TrimStart('"'))]
        );
    }

    /// <summary>The paths of all files in the work tree that git knows or would add, relative to the working directory.</summary>
    /// <exception cref="BakehouseException">This is no work tree.</exception>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
        var files =
            await AskAsync(arguments, cancellationToken)
            ?? throw new BakehouseException("This folder is no clone of a git repository.", "Run in a clone.");
        return [.. files.Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    public async Task<IReadOnlyList<string>> TagsAtHeadAsync(CancellationToken cancellationToken) =>
        (await AskAsync(["tag", "--points-at", "HEAD"], cancellationToken))?.Split('\n') ?? [];

    /// <summary>The default branch of the remote, as the clone learned it.</summary>
    public async Task<string?> RemoteDefaultBranchAsync(CancellationToken cancellationToken)
    {
        const string prefix = "origin/";
        var head = await AskAsync(["symbolic-ref", "--short", "refs/remotes/origin/HEAD"], cancellationToken);
        return head?.StartsWith(prefix) == true ? head[prefix.Length..] : null;
    }

    public async Task<DateTimeOffset?> CommitTimeAsync(string commit, CancellationToken cancellationToken) =>
        long.TryParse(
            await AskAsync(["show", "--no-patch", "--format=%ct", commit], cancellationToken),
            out var seconds
        )
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The last commits, the newest first; none where this is no clone.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync(int count, CancellationToken cancellationToken) =>
        (await AskAsync(["rev-list", "--date-order", $"--max-count={count}", "HEAD"], cancellationToken))?.Split('\n')
        ?? [];

    /// <summary>Where the clone comes from, as its configuration says when it is first asked.</summary>
    public Task<string?> RemoteUrlAsync(CancellationToken cancellationToken) =>
        remoteUrl ??= AskAsync(["config", "--get", "remote.origin.url"], cancellationToken);

    /// <summary>Whether a commit is part of a branch; null where the history at hand does not tell.</summary>
    public async Task<bool?> ContainsAsync(string branch, string commit, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[$"refs/remotes/origin/{branch}", $"refs/heads/{branch}"])
        {
            var answer = await RunAsync(["merge-base", "--is-ancestor", commit, name], cancellationToken);
            if (answer.ExitCode == 0)
            {
                return true;
            }

            if (answer.ExitCode == 1)
            {
                // In a shallow clone "no" may only mean that the history was cut off.
                return await AskAsync(["rev-parse", "--is-shallow-repository"], cancellationToken) == "true"
                    ? null
                    : false;
            }
        }

        return null;
    }

    /// <summary>The commit that a branch has on the server now; null where there is no server or no such branch.</summary>
    /// <exception cref="BakehouseException">The server does not answer.</exception>
    public async Task<string?> RemoteHeadAsync(string branch, CancellationToken cancellationToken)
    {
        if (await RemoteUrlAsync(cancellationToken) is null)
        {
            return null;
        }

        var answer = await RunAsync(["ls-remote", "origin", $"refs/heads/{branch}"], cancellationToken);
        if (answer.ExitCode != 0)
        {
            throw new BakehouseException(
                $"git cannot ask the server for the head of the branch '{branch}': {answer.Error.Trim()}",
                "Tags that move are written only for a branch's newest commit: give the job access to the repository."
            );
        }

        var line = answer.Output.TrimEnd();
        return line.Length == 0 ? null : line.Split('\t')[0];
    }

    private static string? Header(string[] lines, string prefix) =>
        lines.FirstOrDefault(line => line.StartsWith(prefix))?[prefix.Length..];

    private async Task<string?> AskAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(arguments, cancellationToken);
        var text = answer.Output.TrimEnd('\n');
        return answer.ExitCode == 0 && text.Length > 0 ? text : null;
    }

    private Task<CommandResult> RunAsync(string[] arguments, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new Command("git", arguments)
            {
                AnyExitCode = true,
                Quiet = true,
                Environment = new Dictionary<string, string?>
                {
                    ["LC_ALL"] = "C",
                    ["GIT_TERMINAL_PROMPT"] = "0",
                    ["GIT_OPTIONAL_LOCKS"] = "0",
                },
            },
            cancellationToken
        );
}

/// <summary>What git has checked out.</summary>
/// <param name="Commit">40 hex digits; null before the first commit.</param>
/// <param name="Branch">Null where the head is detached.</param>
/// <param name="IsChanged">Whether a file that git knows is changed.</param>
/// <param name="New">The files, and the folders of nothing else, that git does not know, from the top of the work tree.</param>
public sealed record WorkTree(string? Commit, string? Branch, bool IsChanged, IReadOnlyList<string> New)
{
    /// <summary>Whether anything is changed or new.</summary>
    public bool IsDirty => IsChanged || New.Count > 0;

    /// <summary>Whether anything is changed, or new in a folder of the name: jobs of a pipeline have caches beside it.</summary>
    public bool IsDirtyIn(string folder) =>
        IsChanged || New.Any(path => $"/{path}".Contains($"/{folder}/", StringComparison.Ordinal));
}
