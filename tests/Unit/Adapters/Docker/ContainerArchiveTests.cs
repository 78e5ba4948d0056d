using System.Formats.Tar;
using System.IO.Pipelines;
using Bakehouse.Adapters.Docker;

namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>Files of a container are read as bytes of somebody who may mean harm.</summary>
internal sealed class ContainerArchiveTests
{
    [Test]
    public async Task Files_InFolders_AreReadWithTheirPaths()
    {
        var files = await ReadAsync(
            new PaxTarEntry(TarEntryType.Directory, "results/"),
            Regular("results/1.out", "one"),
            Regular("results/deep/2.out", "")
        );

        Assert.That(
            files.Files.Select(file => (file.Path, file.Text, file.IsRegular, file.IsCut)),
            Is.EqualTo(new[] { ("results/1.out", "one", true, false), ("results/deep/2.out", "", true, false) })
        );
        Assert.That(files.HasMore, Is.False);
    }

    [TestCase(TarEntryType.SymbolicLink)]
    [TestCase(TarEntryType.HardLink)]
    [TestCase(TarEntryType.Fifo)]
    [TestCase(TarEntryType.CharacterDevice)]
    [TestCase(TarEntryType.BlockDevice)]
    public async Task File_ThatIsNoRegularOne_HasNoContent(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "results/1.out");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = "/proc/self/environ";
        }

        var file = (await ReadAsync(entry)).Files.Single();

        Assert.That((file.IsRegular, file.Text), Is.EqualTo((false, "")));
    }

    [TestCase("12345678", false)]
    [TestCase("123456789", true)]
    public async Task File_BeyondTheLimit_IsCutAndTheNextOneIsRead(string content, bool isCut)
    {
        var files = (await ReadAsync(Regular("a", content), Regular("b", "next"))).Files;

        Assert.That((files[0].Content.Length, files[0].IsCut), Is.EqualTo((8, isCut)));
        Assert.That((files[1].Text, files[1].IsCut), Is.EqualTo(("next", false)));
    }

    [Test]
    public async Task Files_BeyondTheLimit_AreLeft()
    {
        var files = await ReadAsync(Regular("a", ""), Regular("b", ""), Regular("c", ""), Regular("d", ""));

        Assert.That((files.Files.Count, files.HasMore), Is.EqualTo((3, true)));
    }

    [Test]
    public async Task File_ThatCannotBeSkippedInReasonableTime_IsTheLastOne()
    {
        // A header that announces a terabyte, and nothing after it: nobody may wait for that.
        var archive = ArchiveOf(Regular("a", "12345678"));
        "20000000000\0"u8.CopyTo(archive.AsSpan(124));
        SetChecksum(archive);

        var files = await ReadAsync(archive);

        Assert.That((files.Files.Single().IsCut, files.HasMore), Is.EqualTo((true, true)));
    }

    [Test]
    public void Archive_ThatIsTruncated_IsAnError()
    {
        var archive = ArchiveOf(Regular("a", "12345678"))[..514];

        Assert.ThrowsAsync<DockerException>(() => ReadAsync(archive));
    }

    [TestCase("one\ntwo\nthr", "one\ntwo\n")]
    [TestCase("one", "")]
    public void Text_OfAFileThatWasCut_HasWholeLinesOnly(string content, string text) =>
        Assert.That(
            new ContainerFile("a", System.Text.Encoding.UTF8.GetBytes(content)) { IsCut = true }.Text,
            Is.EqualTo(text)
        );

    [Test]
    public void Text_ThatIsNoUtf8_IsReplaced() =>
        Assert.That(new ContainerFile("a", new byte[] { 0x61, 0xff, 0x62 }).Text, Is.EqualTo("a\uFFFDb"));

    private static ReadLimits Limits { get; } = new(Files: 3, Bytes: 8);

    private static UstarTarEntry Regular(string name, string content) =>
        new(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)),
        };

    private static Task<ContainerFiles> ReadAsync(params TarEntry[] entries) => ReadAsync(ArchiveOf(entries));

    // From a pipe, in which nobody can seek.
    private static Task<ContainerFiles> ReadAsync(byte[] archive) =>
        ContainerArchive.ReadAsync(PipeReader.Create(new MemoryStream(archive)).AsStream(), Limits, default);

    private static byte[] ArchiveOf(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    // The sum of the header's bytes, its own field counted as blanks (POSIX.1-1988, ustar).
    private static void SetChecksum(byte[] archive)
    {
        archive.AsSpan(148, 8).Fill((byte)' ');
        var sum = archive.Take(512).Sum(value => value);
        System.Text.Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(archive, 148);
    }
}
