using Bakehouse.Dockerfiles;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What is said of inputs that changed, where more than one did or where the change has more than one side.</summary>
public sealed class FingerprintDiffTests
{
    private static readonly Digest Here = FingerprintFixture.DigestOf("here");
    private static readonly Digest There = FingerprintFixture.DigestOf("there");

    private static readonly FingerprintInputs Inputs = new()
    {
        Platform = "linux/amd64",
        Dockerfile = File("Dockerfile"),
        Files = [],
    };

    private static readonly TestCaseData[] Cases =
    [
        Case(
            "files that came and went, by path",
            With(File("b"), File("d", '2'), File("c", '3')),
            With(File("f", '4'), File("b", '5'), File("e", '6')),
            "x/b changed",
            "x/e was added",
            "x/f was added",
            "x/c was removed",
            "x/d was removed"
        ),
        Case(
            "two equal files, renamed",
            With(File("a"), File("b")),
            With(File("c"), File("d")),
            "x/a was renamed to c",
            "x/b was renamed to d"
        ),
        Case("an equal file that stays is no origin", With(File("a")), With(File("a"), File("b")), "x/b was added"),
        Case(
            "changed and executable",
            With(File("a")),
            With(File("a", '2', ContextFileKind.Executable)),
            "x/a changed"
        ),
        Case(
            "changed and no longer executable",
            With(File("a", '2', ContextFileKind.Executable)),
            With(File("a")),
            "x/a changed"
        ),
        Case(
            "a link to a file with the link's target as content",
            With(File("a", '1', ContextFileKind.SymbolicLink)),
            With(File("a")),
            "x/a changed"
        ),
        Case(
            "an executable file to a link",
            With(File("a", '1', ContextFileKind.Executable)),
            With(File("a", '1', ContextFileKind.SymbolicLink)),
            "x/a changed"
        ),
        Case(
            "another Dockerfile",
            Inputs,
            Inputs with
            {
                Dockerfile = File("docker/Dockerfile"),
            },
            "x/docker/Dockerfile is built instead of Dockerfile",
            "x/Dockerfile was renamed to docker/Dockerfile"
        ),
        Case(
            "arguments, by name",
            Given(("d", "1"), ("b", "1"), ("c", "1")),
            Given(("e", "1"), ("b", "2"), ("a", "1"), ("c", "1")),
            "build argument a was added",
            "build argument b changed",
            "build argument d was removed",
            "build argument e was added"
        ),
        Case(
            "images, by name",
            Built(Of("b", Here), Of("z", Here), Of("y", Here)),
            Built(Of("d", Here), Of("b", There), Of("c", null), Of("a", null, isParent: true)),
            "parent a will be built",
            $"upstream b moved {Here.Short} → {There.Short}",
            "upstream c cannot be had",
            "upstream d is new",
            "it no longer refers to y",
            "it no longer refers to z"
        ),
        Case(
            "an image in two places",
            Built(Of("b", Here), Of("b", Here, ImageReferenceKind.CopyFrom)),
            Built(Of("b", There), Of("b", There, ImageReferenceKind.CopyFrom)),
            $"upstream b moved {Here.Short} → {There.Short}"
        ),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Explain_WhatChanged_SaysEachChangeOnceInOrder(
        FingerprintInputs old,
        FingerprintInputs now,
        string[] reasons
    )
    {
        var label = FingerprintLabel.Read(FingerprintLabel.Write(old));

        Assert.That(FingerprintDiff.Explain(label, now, "x"), Is.EqualTo(reasons));
    }

    private static TestCaseData Case(
        string name,
        FingerprintInputs old,
        FingerprintInputs now,
        params string[] reasons
    ) => new TestCaseData(old, now, reasons).SetArgDisplayNames(name);

    private static FingerprintInputs With(params ContextFile[] files) => Inputs with { Files = files };

    private static FingerprintInputs Given(params (string Name, string Value)[] arguments) =>
        Inputs with
        {
            Arguments = arguments.ToDictionary(argument => argument.Name, argument => argument.Value),
        };

    private static FingerprintInputs Built(params ReferencedImage[] references) =>
        Inputs with
        {
            References = references,
        };

    private static ReferencedImage Of(
        string name,
        Digest? digest,
        ImageReferenceKind kind = ImageReferenceKind.From,
        bool isParent = false
    ) => new(kind, name, digest, isParent);

    private static ContextFile File(string path, char digit = '1', ContextFileKind kind = ContextFileKind.File) =>
        new(path, kind, new string(digit, 64));
}
