using System.Runtime;

namespace Bakehouse.Runs;

/// <summary>
/// Shortens a start by a fifth: what the last run of a target has compiled just in time, the next one has compiled ahead, by a
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
        var profile = Path.Combine(folder, $"{name}.profile");
        try
        {
            var used = profile + ".used";
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
                File.Delete(profile);
            }

            ProfileOptimization.SetProfileRoot(folder);
            ProfileOptimization.StartProfile(Path.GetFileName(profile));
            return mine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
