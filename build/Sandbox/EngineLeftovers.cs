using System.Text.RegularExpressions;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>
/// Clears away what an engine leaves behind: containerd, its shims and their containers after a crash, mounts, and
/// the folders that containerd and runc make outside the clone.
/// </summary>
internal sealed partial class EngineLeftovers(ICommandRunner runner, SandboxFolders folders)
{
    // Deepest first. They are deleted where empty: another engine's are not.
    private static readonly string[] Outside =
    [
        "/opt/containerd/bin",
        "/opt/containerd/lib",
        "/opt/containerd",
        "/run/containerd/s",
        "/run/containerd",
        "/run/docker/plugins",
        "/run/docker",
        "/run/runc",
    ];

    /// <summary>Clears up after an engine that no longer runs.</summary>
    public async Task RemoveAsync()
    {
        await KillProcessesAsync();
        await UnmountAsync();
        if (Directory.Exists(folders.Run))
        {
            Directory.Delete(folders.Run, recursive: true);
        }

        foreach (var folder in Outside.Where(IsEmpty))
        {
            Directory.Delete(folder);
        }
    }

    private static bool IsEmpty(string folder) =>
        Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    private async Task KillProcessesAsync()
    {
        // A container's first process is a child of its shim, and all others of the container end with it.
        var all = ProcessStat.ReadAll().ToList();
        var own = all.Where(process => IsOwn(process.ProcessId)).Select(process => process.ProcessId).ToHashSet();
        var doomed = all.Where(process => own.Contains(process.ProcessId) || own.Contains(process.ParentId)).ToList();
        if (doomed.Count == 0)
        {
            return;
        }

        string[] ids = [.. doomed.Select(process => $"{process.ProcessId}")];
        await runner.RunAsync(
            new Command("sh", ["-c", "kill -KILL \"$@\"", "sh", .. ids]) { AnyExitCode = true, Quiet = true },
            CancellationToken.None
        );
        foreach (var process in doomed)
        {
            while (ProcessStat.IsAlive(process.ProcessId, process.StartTime))
            {
                await Task.Delay(20);
            }
        }
    }

    // Unpacked from packages by us, and started for this clone.
    private bool IsOwn(int processId)
    {
        try
        {
            var program = new FileInfo($"/proc/{processId}/exe").LinkTarget ?? "";
            return program.StartsWith(folders.Cache + "/", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{processId}/cmdline").Contains(folders.Run + "/");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task UnmountAsync()
    {
        var mounts = ParseMounts(await File.ReadAllTextAsync("/proc/self/mountinfo"), folders.Folder, folders.Run);
        if (mounts.Count > 0)
        {
            await runner.RunAsync(new Command("umount", mounts) { Quiet = true }, CancellationToken.None);
        }
    }

    /// <summary>The mount points in some folders, innermost first (proc(5), <c>/proc/pid/mountinfo</c>).</summary>
    internal static IReadOnlyList<string> ParseMounts(string mountInfo, params IReadOnlyList<string> parents) =>
        [
            .. mountInfo
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => OctalEscape().Replace(line.Split(' ')[4], Unescape))
                .Where(point => parents.Any(folder => point.StartsWith(folder + "/", StringComparison.Ordinal)))
                .Reverse(),
        ];

    private static string Unescape(Match match) => $"{(char)Convert.ToInt32(match.Groups["code"].Value, 8)}";

    [GeneratedRegex(@"\\(?<code>[0-7]{3})")]
    private static partial Regex OctalEscape();
}
