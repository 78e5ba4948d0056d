using System.Runtime;

namespace Bakehouse.Runs;

/// <summary>
/// Shortens a start by a fifth: what an earlier run of a target has compiled just in time, the next one has compiled ahead, by a
/// processor that has nothing else to do while Cake starts (<see cref="ProfileOptimization"/>).
/// </summary>
internal static class StartupProfile
{
    /// <summary>Begins with the first lines of a program. Of runs side by side only the first has a profile.</summary>
    /// <param name="folder">Where profiles are kept; where nothing can be written, there are none.</param>
    /// <param name="arguments">Of the command line: targets differ in what they need compiled.</param>
    /// <returns>To be disposed of when the program ends as it should. The runtime writes the profile behind that.</returns>
    public static IDisposable? Use(string folder, IReadOnlyList<string> arguments)
    {
        var target = arguments.FirstOrDefault(argument => argument.StartsWith("--target=", StringComparison.Ordinal));
        var name = string.Concat((target ?? "").Where(char.IsAsciiLetterOrDigit));
        var kept = Path.Combine(folder, $"{name}.profile");
        var last = Path.Combine(folder, $"{name}.last");
        try
        {
            var used = Path.Combine(folder, $"{name}.used");
            var isLeft = File.Exists(used);
            var mine = new FileStream(
                used,
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
            if (isLeft)
            {
                // Whatever ended that run: the runtime does not survive every profile that was damaged.
                File.Delete(kept);
                File.Delete(last);
            }

            KeepTheLarger(kept, last);
            ProfileOptimization.SetProfileRoot(folder);
            ProfileOptimization.StartProfile(Path.GetFileName(last));
            return mine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A run that does nothing compiles little, and writes a profile of that. What a run that built has written is good for both.
    private static void KeepTheLarger(string kept, string last)
    {
        if (LengthOf(last) > LengthOf(kept))
        {
            File.Move(last, kept, overwrite: true);
        }

        if (File.Exists(kept))
        {
            File.Copy(kept, last, overwrite: true);
        }
    }

    private static long LengthOf(string path) =>
        new FileInfo(path) is { Exists: true, Length: var length } ? length : -1;
}
