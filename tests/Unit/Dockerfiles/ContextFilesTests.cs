using Bakehouse.Dockerfiles;

namespace Bakehouse.UnitTests.Dockerfiles;

[Platform(Exclude = "Win", Reason = "Windows has neither executable bits nor links for everybody.")]
public sealed class ContextFilesTests
{
    // SHA-256 of nothing.
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder().With("Dockerfile", "FROM scratch");

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Read_Files_HaveKindHashAndPathInByteOrder()
    {
        const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _folder
            .With("b/run.sh", "", ReadWrite | UnixFileMode.UserExecute)
            .With("b.txt", "abc", ReadWrite | UnixFileMode.GroupExecute)
            .With("\uE000")
            .With("\U0001F35E")
            .With(".hidden")
            .WithLink("link", "b.txt");

        var files = ContextFiles.Read(_folder.Path).Files;

        Assert.That(
            files.Where(file => file.Path != "Dockerfile"),
            Is.EqualTo(
                (ContextFile[])
                    [
                        new(".hidden", ContextFileKind.File, Empty),
                        new(
                            "b.txt",
                            ContextFileKind.File,
                            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                        ),
                        new("b/run.sh", ContextFileKind.Executable, Empty),
                        new(
                            "link",
                            ContextFileKind.SymbolicLink,
                            "ffa0da5d885fba09d903c782713b6b098c8cf21f56a3a35d9aa920613220d2e1"
                        ),
                        new("\uE000", ContextFileKind.File, Empty),
                        new("\U0001F35E", ContextFileKind.File, Empty),
                    ]
            )
        );
    }

    [Test]
    public void Read_Links_AreNotFollowed()
    {
        _folder.With("dir/file").WithLink("todir", "dir").WithLink("loop", ".").WithLink("dangling", "/no/such/file");

        Assert.That(Paths(), Is.EqualTo((string[])["Dockerfile", "dangling", "dir/file", "loop", "todir"]));
    }

    [Test]
    public void Read_EmptyFolders_AreLeftOut()
    {
        Directory.CreateDirectory(_folder["empty/inner"]);

        Assert.That(Paths(), Is.EqualTo((string[])["Dockerfile"]));
    }

    [Test]
    public void Read_IgnoredFiles_AreLeftOutUnlessTakenBack()
    {
        _folder
            .With(".dockerignore", "*\n!keep/*.txt\n!src")
            .With("keep/a.txt")
            .With("keep/b.md")
            .With("src/deep/c")
            .With("other/d");

        Assert.That(Paths(), Is.EqualTo((string[])["keep/a.txt", "src/deep/c"]));
    }

    [Test]
    public void Read_IgnoredDockerfile_IsStillKnown()
    {
        _folder.With(".dockerignore", "*");

        var context = ContextFiles.Read(_folder.Path);

        Assert.That(context.Dockerfile.Path, Is.EqualTo("Dockerfile"));
        Assert.That(context.Files, Is.Empty);
    }

    [Test]
    public void Read_IgnoreFileOfTheDockerfile_GoesFirst()
    {
        _folder.With(".dockerignore", "a").With("Dockerfile.dockerignore", "b\n*ignore").With("a").With("b");

        Assert.That(Paths(), Is.EqualTo((string[])["Dockerfile", "a"]));
    }

    [Test]
    public void Read_TestsOfTheImage_AreNoPartOfTheContext()
    {
        _folder.With("goss.yaml").With("tests/a.bats").With("files/goss.yaml");

        Assert.That(Paths(), Is.EqualTo((string[])["Dockerfile", "files/goss.yaml"]));
    }

    [Test]
    public void ReadTests_OfImage_AreGossFileAndAllUnderTests()
    {
        _folder
            .With(".dockerignore", "*")
            .With("goss.yaml")
            .With("tests/a.bats")
            .With("tests/x/goss.yaml")
            .With("other");

        Assert.That(
            ContextFiles.ReadTests(_folder.Path).Select(file => file.Path),
            Is.EqualTo((string[])["goss.yaml", "tests/a.bats", "tests/x/goss.yaml"])
        );
    }

    [Test]
    public void ReadAll_FilesAndFolders_AreReadWhateverIsIgnored()
    {
        _folder
            .With(".dockerignore", "*")
            .With("rootfs.sh")
            .With("rootfs/etc/a")
            .WithLink("link", "rootfs")
            .With("other");

        Assert.That(
            ContextFiles.ReadAll(_folder.Path, ["rootfs.sh", "rootfs", "link", "missing"]).Select(file => file.Path),
            Is.EqualTo((string[])["link", "rootfs.sh", "rootfs/etc/a"])
        );
    }

    [Test]
    public void Read_GeneratedFiles_AreNoInput()
    {
        _folder.With("rootfs.sh").With("rootfs.tar");

        var context = ContextFiles.Read(_folder.Path, generated: ["rootfs.tar", "not-yet.tar"]);

        Assert.That(context.Files.Select(file => file.Path), Is.EqualTo((string[])["Dockerfile", "rootfs.sh"]));
    }

    [Test]
    public void Read_WithoutDockerfile_IsError()
    {
        File.Delete(_folder["Dockerfile"]);

        Assert.That(() => ContextFiles.Read(_folder.Path), Throws.TypeOf<BakehouseException>());
    }

    private IEnumerable<string> Paths() => ContextFiles.Read(_folder.Path).Files.Select(file => file.Path);
}
