using Bakehouse.Adapters.Files;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Adapters.Files;

internal sealed class TemporaryFilesTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Test]
    public void Folders_OfOnePurpose_AreNotTheSame()
    {
        var first = files.NewFolder("context");
        var second = files.NewFolder("context");

        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void Folder_OfARun_IsItsUsersAlone()
    {
        var run = RunOf(files.NewFolder("docker"));

        Assert.That(
            OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(run),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
        );
    }

    [Test]
    public void Folders_AtTheEnd_AreGoneAndWhatTheyLinkToIsNot()
    {
        using var kept = new TemporaryFolder();
        kept.With("file");
        var folder = files.NewFolder("docker");
        Directory.CreateSymbolicLink(Path.Combine(folder, "link"), kept.Path);

        files.Dispose();

        Assert.That(Directory.Exists(RunOf(folder)), Is.False);
        Assert.That(File.Exists(kept["file"]), Is.True);
    }

    [Test]
    public void Leftovers_OfAKilledRun_GoAndTheFilesOfALivingOneStay()
    {
        var living = files.NewFolder("context");
        var killed = Directory.CreateTempSubdirectory("bakehouse-run-").FullName;
        File.WriteAllText(Path.Combine(killed, ".lock"), "");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(killed, "context-a")).FullName, "a"), "");

        TemporaryFiles.RemoveLeftovers();

        Assert.That((Directory.Exists(killed), Directory.Exists(living)), Is.EqualTo((false, true)));
    }

    [Test]
    public void Leftovers_OfARunThatHasJustBegun_Stay()
    {
        var begun = Directory.CreateTempSubdirectory("bakehouse-run-").FullName;

        TemporaryFiles.RemoveLeftovers();

        Assert.That(Directory.Exists(begun), Is.True);
        Directory.Delete(begun);
    }

    private static string RunOf(string folder) => Path.GetDirectoryName(folder)!;
}
