namespace Bakehouse.UnitTests.Dockerfiles;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bakehouse-").FullName;

    public string this[string path] => System.IO.Path.Combine(Path, path);

    public TemporaryFolder With(string path, string content = "", UnixFileMode? mode = null)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], content);
        if (mode is { } given && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[path], given);
        }

        return this;
    }

    public TemporaryFolder WithLink(string path, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[path])!);
        File.CreateSymbolicLink(this[path], target);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
