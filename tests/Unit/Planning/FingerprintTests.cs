using System.Runtime.Versioning;
using Bakehouse.Dockerfiles;
using Bakehouse.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Bakehouse.UnitTests.Planning;

/// <summary>One test for each way in which an image changes, and the reason that a plan gives; one for each in which not.</summary>
[Platform(Exclude = "Win", Reason = "Windows has neither executable bits nor links for everybody.")]
[UnsupportedOSPlatform("windows")]
public sealed class FingerprintTests
{
    private FingerprintFixture _image = null!;

    [SetUp]
    public void MakeImage() => _image = new FingerprintFixture();

    [TearDown]
    public void RemoveImage() => _image.Dispose();

    [Test]
    public void Fingerprint_FileChanged_Differs() =>
        Changes(() => _image.Folder.With("files/a.txt", "b"), "images/x/files/a.txt changed");

    [Test]
    public void Fingerprint_LineEndingChanged_Differs() =>
        Changes(() => _image.Folder.With("files/a.txt", "a\r\n"), "images/x/files/a.txt changed");

    [Test]
    public void Fingerprint_FileMadeExecutable_Differs() =>
        Changes(
            () =>
                File.SetUnixFileMode(_image.Folder["files/a.txt"], FingerprintFixture.Plain | UnixFileMode.UserExecute),
            "images/x/files/a.txt is now executable"
        );

    [Test]
    public void Fingerprint_FileMadeUnexecutable_Differs() =>
        Changes(
            () => File.SetUnixFileMode(_image.Folder["files/run.sh"], FingerprintFixture.Plain),
            "images/x/files/run.sh is no longer executable"
        );

    [Test]
    public void Fingerprint_FileAdded_Differs() =>
        Changes(() => _image.Folder.With("files/deep/x", "new"), "images/x/files/deep/x was added");

    [Test]
    public void Fingerprint_FileRemoved_Differs() =>
        Changes(() => File.Delete(_image.Folder["files/a.txt"]), "images/x/files/a.txt was removed");

    [Test]
    public void Fingerprint_FileRenamed_Differs() =>
        Changes(
            () => File.Move(_image.Folder["files/a.txt"], _image.Folder["files/b.txt"]),
            "images/x/files/a.txt was renamed to files/b.txt"
        );

    [Test]
    public void Fingerprint_LinkTurned_Differs()
    {
        _image.Folder.WithLink("files/link", "a.txt");
        Changes(
            () =>
            {
                File.Delete(_image.Folder["files/link"]);
                _image.Folder.WithLink("files/link", "run.sh");
            },
            "images/x/files/link changed"
        );
    }

    [Test]
    public void Fingerprint_DockerfileChanged_Differs() =>
        Changes(
            () => _image.Folder.With("Dockerfile", FingerprintFixture.Dockerfile + "\nRUN true"),
            "images/x/Dockerfile changed"
        );

    [Test]
    public void Fingerprint_IgnoredDockerfileChanged_Differs()
    {
        _image.Folder.With(".dockerignore", "Dockerfile");
        Changes(
            () => _image.Folder.With("Dockerfile", FingerprintFixture.Dockerfile + "\nRUN true"),
            "images/x/Dockerfile changed"
        );
    }

    [Test]
    public void Fingerprint_FileIgnoredNoLonger_Differs()
    {
        _image.Folder.With("files/x.log", "x");
        Changes(
            () => _image.Folder.With(".dockerignore", ""),
            "images/x/.dockerignore changed",
            "images/x/files/x.log was added"
        );
    }

    [Test]
    public void Fingerprint_BuildArgumentChanged_Differs() =>
        Changes(() => _image.Arguments["JDK"] = "25", "build argument JDK changed");

    [Test]
    public void Fingerprint_BuildArgumentRemoved_Differs() =>
        Changes(() => _image.Arguments.Clear(), "build argument JDK was removed");

    [TestCase("golang:1", "upstream golang:1", TestName = "Fingerprint_EarlierFromMoved_Differs")]
    [TestCase("nginx:1", "upstream nginx:1", TestName = "Fingerprint_CopyFromMoved_Differs")]
    [TestCase("busybox:1", "upstream busybox:1", TestName = "Fingerprint_MountFromMoved_Differs")]
    [TestCase("docker/dockerfile:1", "upstream docker/dockerfile:1", TestName = "Fingerprint_SyntaxMoved_Differs")]
    [TestCase("base-root", "parent base-root", TestName = "Fingerprint_ParentMoved_Differs")]
    public void Fingerprint_ReferenceMoved_Differs(string name, string called)
    {
        var (before, after) = (FingerprintFixture.DigestOf(name), FingerprintFixture.DigestOf("another"));

        Changes(() => _image.Registry[name] = "another", $"{called} moved {before.Short} → {after.Short}");
    }

    [Test]
    public void Fingerprint_PlatformChanged_Differs() =>
        Changes(() => _image.Platform = "linux/arm64", "platform changed, linux/amd64 → linux/arm64");

    [Test]
    public void Fingerprint_OptionAdded_Differs() => Changes(() => _image.Options.Add("--x"), "docker options changed");

    [Test]
    public void Fingerprint_OptionsInOtherOrder_Differs() => Changes(_image.Options.Reverse, "docker options changed");

    [Test]
    public void Fingerprint_IgnoredFileChanged_IsTheSame() => Stays(() => _image.Folder.With("files/x.log", "x"));

    [Test]
    public void Fingerprint_TestsChanged_IsTheSame() =>
        Stays(() => _image.Folder.With("goss.yaml", "x").With("tests/a.bats", "x"));

    [Test]
    public void Fingerprint_TimeChanged_IsTheSame() =>
        Stays(() => File.SetLastWriteTimeUtc(_image.Folder["files/a.txt"], DateTime.UnixEpoch));

    [Test]
    public void Fingerprint_OtherUmask_IsTheSame() =>
        Stays(() =>
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherWrite;
            File.SetUnixFileMode(_image.Folder["files/a.txt"], FingerprintFixture.Plain | Others);
            File.SetUnixFileMode(
                _image.Folder["files/run.sh"],
                FingerprintFixture.Plain | UnixFileMode.UserExecute | Others
            );
        });

    [Test]
    public void Fingerprint_EmptyFolderAdded_IsTheSame() =>
        Stays(() => Directory.CreateDirectory(_image.Folder["files/empty"]));

    [Test]
    public void Fingerprint_UndeclaredArgumentGiven_IsTheSame() => Stays(() => _image.Arguments["OTHER"] = "x");

    [TestCase("http_proxy")]
    [TestCase("HTTPS_PROXY")]
    [TestCase("no_proxy")]
    [TestCase("FTP_PROXY")]
    [TestCase("all_proxy")]
    [TestCase("MIRROR")]
    public void Fingerprint_ArgumentThatSaysWhere_IsTheSame(string name) =>
        Stays(() => _image.Arguments[name] = "elsewhere");

    [Test]
    public void Fingerprint_OfAnotherClone_IsTheSame()
    {
        using var clone = new FingerprintFixture();

        Assert.That(clone.Fingerprint, Is.EqualTo(_image.Fingerprint));
    }

    [Test]
    public void Fingerprint_FoundInAnyOrder_IsTheSame()
    {
        var inputs = _image.Inputs;

        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                    Fingerprint.Of(
                        inputs with
                        {
                            Files = Shuffled([.. inputs.Files, .. inputs.Files], seed),
                            References = Shuffled([.. inputs.References, .. inputs.References], seed),
                        }
                    ) == Fingerprint.Of(inputs)
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Fingerprint_OfParentThatIsNotBuiltYet_IsRefused()
    {
        var inputs = _image.Inputs with { References = [new(ImageReferenceKind.From, "base-root", null, true)] };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inputs.IsComplete, Is.False);
            Assert.That(() => Fingerprint.Of(inputs), Throws.InvalidOperationException);
        }
    }

    private static T[] Shuffled<T>(IReadOnlyList<T> items, int seed)
    {
        T[] shuffled = [.. items];
#pragma warning disable CA5394 // Chance is what is wanted, not secrecy.
        new System.Random(seed).Shuffle(shuffled);
#pragma warning restore CA5394
        return shuffled;
    }

    private void Changes(Action change, params string[] reasons)
    {
        var before = _image.Inputs;
        change();
        var after = _image.Inputs;

        var label = FingerprintLabel.Read(FingerprintLabel.Write(before));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fingerprint.Of(after), Is.Not.EqualTo(Fingerprint.Of(before)));
            Assert.That(FingerprintDiff.Explain(label, after, "images/x"), Is.EqualTo(reasons));
        }
    }

    private void Stays(Action change)
    {
        var before = _image.Inputs;
        change();
        var after = _image.Inputs;

        var label = FingerprintLabel.Read(FingerprintLabel.Write(before));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fingerprint.Of(after), Is.EqualTo(Fingerprint.Of(before)));
            Assert.That(FingerprintDiff.Explain(label, after, "images/x"), Is.Empty);
        }
    }
}
