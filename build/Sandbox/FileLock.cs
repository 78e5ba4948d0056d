namespace Bakehouse.Sandbox;

/// <summary>
/// A lock between processes: held by an open file, so the system lets go of it when its owner dies.
/// </summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux, which .NET hands on as it is.
    private const int IsHeld = 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lock. Disposing the result gives it back.</summary>
    public static async Task<IDisposable> AcquireAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception.HResult == IsHeld)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
