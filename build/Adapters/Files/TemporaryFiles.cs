namespace Bakehouse.Adapters.Files;

/// <summary>
/// What a run writes for a while, all of it in one folder with mode 0700 among the system's temporary files. It is gone when
/// the program ends; what a killed run left goes with the next one.
/// </summary>
public sealed class TemporaryFiles : IDisposable
{
    private const string Prefix = "bakehouse-run-";
    private const string LockName = ".lock";
    private static readonly TimeSpan TimeToLock = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private string? folder;
    private FileStream? held;

    /// <summary>Makes a folder whose name no other run has, so that nothing that is kept by name is mixed up.</summary>
    /// <param name="purpose">What its name begins with.</param>
    /// <returns>The path of the folder, which may be removed before the run ends.</returns>
    public string NewFolder(string purpose)
    {
        lock (gate)
        {
            if (folder is null)
            {
                folder = Directory.CreateTempSubdirectory(Prefix).FullName;
                held = Hold(folder);
                AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
            }

            return Directory.CreateDirectory(Path.Combine(folder, $"{purpose}-{Path.GetRandomFileName()}")).FullName;
        }
    }

    /// <summary>Removes the files of runs that have ended without doing so.</summary>
    public static void RemoveLeftovers()
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                if (IsAbandoned(left))
                {
                    Directory.Delete(left, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is in use, or somebody else's.
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (folder is null)
            {
                return;
            }

            AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A program that is just being ended still writes into it: the next run removes the rest.
            }

            held?.Dispose();
            folder = null;
        }
    }

    private void RemoveAtExit(object? sender, EventArgs e) => Dispose();

    // The lock goes with the process, however that ends. It is held before it has its name: to a run that starts at the
    // same time it would otherwise be free for a moment, as that of a killed one.
    private static FileStream Hold(string folder)
    {
        var file = Path.Combine(folder, LockName);
        var alive = new FileStream($"{file}.new", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
        File.Move(alive.Name, file);
        return alive;
    }

    private static bool IsAbandoned(string folder)
    {
        var file = Path.Combine(folder, LockName);
        if (!File.Exists(file))
        {
            return DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) > TimeToLock;
        }

        using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return true;
    }
}
