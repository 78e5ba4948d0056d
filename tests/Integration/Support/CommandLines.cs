namespace Bakehouse.IntegrationTests.Support;

/// <summary>What everybody on this machine can read of its processes.</summary>
internal static class CommandLines
{
    /// <summary>The command line of every process, its words apart by blanks.</summary>
    public static IReadOnlyList<string> Now() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
                .Select(Read)
                .Where(line => line.Length > 0),
        ];

    private static string Read(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return "";
        }
    }
}
