using System.Runtime.Versioning;
using Bakehouse.Dockerfiles;

namespace Bakehouse.UnitTests.Dockerfiles;

[Platform(Exclude = "Win", Reason = "Windows has neither executable bits nor links for everybody.")]
[UnsupportedOSPlatform("windows")]
public sealed class ContextCopyTests
{
    private TemporaryFolder _folder = null!;
    private TemporaryFolder _target = null!;

    [SetUp]
    public void MakeFolders()
    {
        _folder = new TemporaryFolder().With("Dockerfile", "FROM scratch");
        _target = new TemporaryFolder();
    }

    [TearDown]
    public void RemoveFolders()
    {
        _folder.Dispose();
        _target.Dispose();
    }

    [Test]
    public void Write_Context_HasSameFilesWithFixedTimesAndModes()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _folder
            .With("dir/plain", "1", OwnerOnly | UnixFileMode.OtherWrite)
            .With("dir/run", "2", OwnerOnly | UnixFileMode.UserExecute)
            .WithLink("dir/link", "plain")
            .WithLink("dangling", "/no/such/file");

        ContextCopy.Write(ContextFiles.Read(_folder.Path), _target.Path);

        Assert.That(
            Listing(),
            Is.EqualTo(
                (string[])
                    [
                        "Dockerfile 644",
                        "dangling -> /no/such/file",
                        "dir 755",
                        "dir/link -> plain",
                        "dir/plain 644",
                        "dir/run 755",
                    ]
            )
        );
        Assert.That(
            Directory
                .EnumerateFileSystemEntries(_target.Path, "*", SearchOption.AllDirectories)
                .Append(_target.Path)
                .Select(path => new FileInfo(path).LastWriteTimeUtc),
            Is.All.EqualTo(ContextCopy.Time)
        );
    }

    [Test]
    public void Write_Original_KeepsItsTime()
    {
        var before = File.GetLastWriteTimeUtc(_folder["Dockerfile"]);

        ContextCopy.Write(ContextFiles.Read(_folder.Path), _target.Path);

        Assert.That(File.GetLastWriteTimeUtc(_folder["Dockerfile"]), Is.EqualTo(before));
    }

    [Test]
    public void Write_GeneratedDockerfileAndIgnoreFile_GoAlong()
    {
        _folder.With(".dockerignore", "*").With("rootfs.tar", "archive").With("goss.yaml").With("other");

        ContextCopy.Write(ContextFiles.Read(_folder.Path, generated: ["rootfs.tar"]), _target.Path);

        Assert.That(Listing(), Is.EqualTo((string[])[".dockerignore 644", "Dockerfile 644", "rootfs.tar 644"]));
    }

    [Test]
    public void Write_GeneratedFileMissing_IsError()
    {
        var context = ContextFiles.Read(_folder.Path, generated: ["rootfs.tar"]);

        Assert.That(
            () => ContextCopy.Write(context, _target.Path),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("rootfs.tar was not generated")
        );
    }

    [Test]
    public void Write_FileThatChangedSince_IsError()
    {
        _folder.With("a", "1");
        var context = ContextFiles.Read(_folder.Path);
        _folder.With("a", "2");

        Assert.That(
            () => ContextCopy.Write(context, _target.Path),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("changed while the run was using it")
        );
    }

    [Test]
    public void Write_IntoFolderThatHoldsSomething_IsError()
    {
        _target.With("left-over");

        Assert.That(
            () => ContextCopy.Write(ContextFiles.Read(_folder.Path), _target.Path),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("not empty")
        );
    }

    private IEnumerable<string> Listing() =>
        Directory
            .EnumerateFileSystemEntries(_target.Path, "*", SearchOption.AllDirectories)
            .Select(path =>
                Path.GetRelativePath(_target.Path, path)
                + (
                    new FileInfo(path).LinkTarget is { } target
                        ? $" -> {target}"
                        : $" {Convert.ToString((int)File.GetUnixFileMode(path), 8)}"
                )
            )
            .Order(StringComparer.Ordinal);
}
