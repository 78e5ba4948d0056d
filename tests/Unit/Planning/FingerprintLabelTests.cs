using System.Globalization;
using Bakehouse.Dockerfiles;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class FingerprintLabelTests
{
    private static readonly ContextFile Dockerfile = File("Dockerfile");

    [TestCase(0, 10)]
    [TestCase(3, 200)]
    [TestCase(3, 20_000)]
    [TestCase(5_000, 0)]
    public void Label_OfAnyNumberOfFiles_FitsAndReadsBack(int atTop, int inFolder)
    {
        var inputs = Inputs(Many("top", atTop), Many("folder/file", inFolder));

        var label = FingerprintLabel.Write(inputs);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(label, Has.Length.LessThanOrEqualTo(FingerprintLabel.MaximumLength));
            Assert.That(FingerprintDiff.Explain(FingerprintLabel.Read(label), inputs, "images/x"), Is.Empty);
        }
    }

    [Test]
    public void Label_OfTooManyArguments_IsWrittenAsShortAsItGets()
    {
        var arguments = Enumerable.Range(0, 1_000).ToDictionary(i => $"ARGUMENT_{i}", i => $"{i}");
        var inputs = Inputs(Many("top", 3)) with { Arguments = arguments };

        var summary = FingerprintLabel.Read(FingerprintLabel.Write(inputs))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.Detail, Is.EqualTo(FileDetail.Whole));
            Assert.That(summary.Arguments.Keys, Is.EquivalentTo(arguments.Keys));
        }
    }

    [Test]
    public void Explain_TooManyFilesInFolder_NamesTheFolder()
    {
        var label = FingerprintLabel.Write(Inputs(Many("top", 3), Many("folder/file", 20_000)));
        var changed = Inputs([File("top0", 'f')], Many("top", 3).Skip(1), Many("folder/file", 19_999));

        Assert.That(
            FingerprintDiff.Explain(FingerprintLabel.Read(label), changed, "images/x"),
            Is.EqualTo((string[])["images/x/folder/ has changed files", "images/x/top0 changed"])
        );
    }

    [Test]
    public void Explain_TooManyFilesAtTop_NamesDockerfileAndTheRest()
    {
        var label = FingerprintLabel.Write(Inputs(Many("top", 5_000)));
        var changed = Inputs(Many("top", 4_999)) with { Dockerfile = Dockerfile with { Sha256 = new string('f', 64) } };

        Assert.That(
            FingerprintDiff.Explain(FingerprintLabel.Read(label), changed, "images/x"),
            Is.EqualTo((string[])["images/x/ has changed files", "images/x/Dockerfile changed"])
        );
    }

    [Test]
    public void Label_OfOddPaths_ReadsBack()
    {
        var inputs = Inputs([File("a\nb"), File(@"a\nb"), File(@"c\\"), File("d e"), File("é")]);

        var summary = FingerprintLabel.Read(FingerprintLabel.Write(inputs));

        Assert.That(summary!.Files.Keys, Is.EquivalentTo(inputs.Files.Select(file => file.Path).Append("Dockerfile")));
    }

    [Test]
    public void Summary_OfArguments_DoesNotHoldTheirValues()
    {
        var inputs = Inputs() with { Arguments = new Dictionary<string, string> { ["TOKEN"] = "hunter2" } };

        Assert.That(inputs.Canonical(), Does.Contain("TOKEN").And.Not.Contain("hunter2"));
        Assert.That(FingerprintLabel.Read(FingerprintLabel.Write(inputs))!.Arguments["TOKEN"], Has.Length.EqualTo(8));
    }

    [TestCase("")]
    [TestCase("no base64!")]
    [TestCase("bm8gZ3ppcA==")]
    public void Read_OfForeignLabel_IsNothing(string label) => Assert.That(FingerprintLabel.Read(label), Is.Null);

    [TestCaseSource(nameof(DamagedTexts))]
    public void Read_OfDamagedText_IsNothing(string text) =>
        Assert.That(FingerprintLabel.Read(PackedText.Pack(text)), Is.Null);

    [Test]
    public void Explain_WithoutLabel_SaysSo() =>
        Assert.That(
            FingerprintDiff.Explain(null, Inputs(), "images/x"),
            Is.EqualTo((string[])["the image in the registry does not say what it was built from"])
        );

    [Test]
    public void Explain_ReferencesComeAndGo_NamesThem()
    {
        var digest = FingerprintFixture.DigestOf("a");
        var old = Inputs() with { References = [new(ImageReferenceKind.From, "debian:12", digest)] };
        var now = Inputs() with
        {
            References =
            [
                new(ImageReferenceKind.From, "debian:13", digest),
                new(ImageReferenceKind.CopyFrom, "base-build", null, IsParent: true),
            ],
        };

        Assert.That(
            FingerprintDiff.Explain(FingerprintSummary.Of(old, FileDetail.Files), now, "images/x"),
            Is.EqualTo(
                (string[])
                    ["parent base-build will be built", "upstream debian:13 is new", "it no longer refers to debian:12"]
            )
        );
    }

    private static IEnumerable<string> DamagedTexts()
    {
        var text = PackedText.Unpack(
            FingerprintLabel.Write(
                Inputs() with
                {
                    Arguments = new Dictionary<string, string> { ["JDK"] = "21" },
                    References = [new(ImageReferenceKind.From, "debian:13", FingerprintFixture.DigestOf("a"))],
                }
            )
        );
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            text.Replace("inputs 1", "inputs 2"),
            text.Replace("detail Files", "detail Others"),
            .. lines.Skip(1).Select(line => text + line),
            .. lines.Skip(1).Take(4).Select(line => text.Replace(line + '\n', "")),
            .. lines.Skip(1).Select(line => text.Replace(line, line.Split(' ')[0])),
            .. lines.Skip(5).Select(line => text.Replace(line, line[..line.LastIndexOf(' ')])),
            text + "file - without-hash",
        ];
    }

    private static FingerprintInputs Inputs(params IEnumerable<ContextFile>[] files) =>
        new()
        {
            Platform = "linux/amd64",
            Dockerfile = Dockerfile,
            Files = [.. files.SelectMany(some => some)],
        };

    private static IEnumerable<ContextFile> Many(string name, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new ContextFile(
                $"{name}{i}",
                ContextFileKind.File,
                FingerprintFixture.DigestOf(i.ToString(CultureInfo.InvariantCulture)).Hex
            ));

    private static ContextFile File(string path, char digit = 'a') =>
        new(path, ContextFileKind.File, new string(digit, 64));
}
