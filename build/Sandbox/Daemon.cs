using System.Globalization;

namespace Bakehouse.Sandbox;

/// <summary>A process that the sandbox started, told from a later one with the same number by its start time.</summary>
/// <param name="Name">What it is in the sandbox: <c>engine</c>, <c>registry</c>, <c>apt-proxy</c>.</param>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTime">Clock ticks between boot and its start: field 22 of <c>/proc/PID/stat</c> (proc(5)).</param>
/// <param name="Fingerprint">What it was started as; see <see cref="DaemonSpec.Fingerprint"/>.</param>
internal sealed record Daemon(string Name, int ProcessId, long StartTime, string Fingerprint)
{
    public bool IsAlive => ProcessStat.IsAlive(ProcessId, StartTime);
}

/// <summary>What <c>/proc/PID/stat</c> tells about a process.</summary>
internal sealed record ProcessStat(int ProcessId, int ParentId, char State, int Threads, long StartTime)
{
    /// <summary>
    /// Whether it has ended, and its parent has not yet taken notice. The state is that of the first thread, which may end before
    /// the others do: until the last of them has, files are open and mounts are busy.
    /// </summary>
    public bool HasEnded => State is 'Z' or 'X' && Threads <= 1;

    /// <summary>Whether a process has not ended; a later one with its number has started at another time.</summary>
    public static bool IsAlive(int processId, long startTime) =>
        Read(processId) is { HasEnded: false } stat && stat.StartTime == startTime;

    public static ProcessStat? Read(int processId)
    {
        try
        {
            return Parse(processId, File.ReadAllText($"/proc/{processId}/stat"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>All processes that there are now.</summary>
    public static IEnumerable<ProcessStat> ReadAll() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .OfType<ProcessStat>();

    internal static ProcessStat Parse(int processId, string stat)
    {
        // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStat(
            processId,
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[0][0],
            int.Parse(fields[17], CultureInfo.InvariantCulture),
            long.Parse(fields[19], CultureInfo.InvariantCulture)
        );
    }
}
