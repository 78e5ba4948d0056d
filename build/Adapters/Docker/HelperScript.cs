namespace Bakehouse.Adapters.Docker;

/// <summary>What docker finds as its credential helper: a script that starts this program as one.</summary>
internal static class HelperScript
{
    /// <summary>The helper's name in docker's configuration.</summary>
    public const string Name = "bakehouse";

    private const string Program = $"docker-credential-{Name}";

    /// <param name="folder">Where it is to be.</param>
    /// <param name="socket">Where the run listens.</param>
    public static void Write(string folder, string socket)
    {
        string[] command = [.. ThisProgram(), CredentialHelperProgram.Verb, socket];
        if (OperatingSystem.IsWindows())
        {
            var words = string.Join(' ', command.Select(word => $"\"{word}\""));
            File.WriteAllText(Path.Combine(folder, $"{Program}.cmd"), $"@{words} %*\r\n");
            return;
        }

        var script = Path.Combine(folder, Program);
        File.WriteAllText(script, $"#!/bin/sh\nexec {string.Join(' ', command.Select(Quote))} \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static string[] ThisProgram() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "Bakehouse.dll")]
            : [Environment.ProcessPath!];

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
