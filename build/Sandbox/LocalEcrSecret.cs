using System.Security.Cryptography;

namespace Bakehouse.Sandbox;

/// <summary>
/// The secret key of the local ECR's only user: this clone's own, so that whoever looks for it in images and logs finds it
/// nowhere unless a run has left it there.
/// </summary>
internal static class LocalEcrSecret
{
    // As many as those of AWS have.
    private const int Characters = 40;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Reads it, and makes it where there is none yet.</summary>
    /// <param name="folder">Where the local ECR keeps its data.</param>
    public static string In(string folder)
    {
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, "secret.key");
        if (!File.Exists(file))
        {
            using var writer = new StreamWriter(file, Private());
            writer.Write(RandomNumberGenerator.GetString(Alphabet, Characters));
        }

        return File.ReadAllText(file);
    }

    /// <summary>For files that have it: for their owner alone.</summary>
    public static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
