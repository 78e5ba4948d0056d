using Bakehouse.Dockerfiles;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What the inputs of an image say of the images that it refers to.</summary>
public sealed class ImageInputsTests
{
    private static readonly Digest One = FingerprintFixture.DigestOf("one");
    private static readonly Digest Two = FingerprintFixture.DigestOf("two");
    private static readonly ContextFile Dockerfile = new("Dockerfile", ContextFileKind.File, new string('a', 64));

    [Test]
    public void Base_AmongOtherReferences_IsTheFromOfThatName()
    {
        var from = new ReferencedImage(ImageReferenceKind.From, "base", Two, IsParent: true);
        var inputs = Inputs(
            new(ImageReferenceKind.From, "tools", One, IsParent: true),
            new(ImageReferenceKind.CopyFrom, "base", One, IsParent: true),
            from
        );

        Assert.That((inputs with { BaseName = "base" }).Base, Is.EqualTo(from));
    }

    [Test]
    public void Base_OfAnImageFromScratch_IsNone() =>
        Assert.That(Inputs(new ReferencedImage(ImageReferenceKind.From, "tools", One)).Base, Is.Null);

    [Test]
    public void DigestOf_ParentWithTheNameOfAnUpstream_IsTheParents()
    {
        var inputs = Inputs(
            new(ImageReferenceKind.CopyFrom, "debian", One),
            new(ImageReferenceKind.From, "other", One, IsParent: true),
            new(ImageReferenceKind.From, "debian", Two, IsParent: true)
        );

        Assert.That(inputs.DigestOf("debian"), Is.EqualTo(Two));
        Assert.That(inputs.DigestOf("none"), Is.Null);
    }

    [Test]
    public void With_DigestsOfParents_ReplacesTheirsAndNoOther()
    {
        ReferencedImage upstream = new(ImageReferenceKind.From, "debian", One);
        ReferencedImage kept = new(ImageReferenceKind.From, "kept", One, IsParent: true);
        ReferencedImage built = new(ImageReferenceKind.From, "built", null, IsParent: true);
        var pushed = new Dictionary<string, Digest> { ["built"] = Two, ["debian"] = Two };

        var references = Inputs(upstream, kept, built).With(pushed).Build.References;

        Assert.That(references, Is.EqualTo(new[] { upstream, kept, built with { Digest = Two } }));
    }

    [Test]
    public void IsComplete_OneOfTwoDigestsUnknown_IsFalse()
    {
        var inputs = Inputs(
            new(ImageReferenceKind.From, "debian", One),
            new(ImageReferenceKind.From, "base", null, IsParent: true)
        );

        Assert.That(inputs.Build.IsComplete, Is.False);
    }

    private static ImageInputs Inputs(params ReferencedImage[] references) =>
        new(
            new ContextFiles
            {
                Folder = "images/x",
                Dockerfile = Dockerfile,
                Files = [Dockerfile],
                Generated = [],
                IgnoreFile = null,
            },
            new FingerprintInputs
            {
                Platform = "linux/amd64",
                Dockerfile = Dockerfile,
                Files = [Dockerfile],
                References = references,
            },
            new TestHash(new string('b', 64))
        );
}
