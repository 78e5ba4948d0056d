using System.Globalization;

namespace Bakehouse.Adapters.Processes;

/// <summary>Which processes came of another one, as Linux tells in <c>/proc</c> (proc(5), <c>/proc/pid/stat</c>).</summary>
internal static class ProcessTree
{
    /// <summary>The ids of a process's children, their children and so on; none where there is no <c>/proc</c>.</summary>
    public static IReadOnlyList<int> DescendantsOf(int processId)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return [];
        }

        var children = Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(ParentOf);
        var found = new List<int>();
        var open = new Queue<int>([processId]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    private static int ParentOf(int processId)
    {
        try
        {
            // "pid (name) state ppid …", and the name may have spaces and brackets.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return 0;
        }
    }
}
