using Bakehouse.Oci;
using FsCheck;
using FsCheck.Fluent;

namespace Bakehouse.UnitTests.Oci;

public sealed class ReferenceRoundTripTests
{
    private static readonly Gen<string> Component = Gen.Elements(
        "a",
        "0",
        "library",
        "localhost",
        "a.b",
        "a_b",
        "a__b",
        "a---b",
        "index.docker.io",
        "docker.io"
    );

    private static readonly Gen<Reference> References =
        from registry in Gen.Elements("docker.io", "index.docker.io", "localhost", "127.0.0.1:5000", "[::1]:1", "Ecr")
        from length in Gen.Choose(1, 4)
        from components in Component.ArrayOf(length)
        from tag in Gen.Elements(null, "latest", "7", "_a.b-C")
        from content in Gen.Elements<string?>(null, "x", "y")
        select new Reference(
            registry,
            string.Join('/', components),
            tag,
            content is null ? null : Digest.Of(System.Text.Encoding.UTF8.GetBytes(content))
        );

    [Test]
    public void Parse_OfToString_GivesTheReferenceBack() =>
        Prop.ForAll(References.ToArbitrary(), reference => Reference.Parse(reference.ToString()) == reference)
            .QuickCheckThrowOnFailure();

    [Test]
    public void Parse_OfFamiliar_GivesTheReferenceBack() =>
        Prop.ForAll(References.ToArbitrary(), reference => Reference.Parse(reference.Familiar) == reference)
            .QuickCheckThrowOnFailure();

    [Test]
    public void Parse_OfAnyText_EitherReadsItOrSaysWhy() =>
        Prop.ForAll<NonNull<string>>(text =>
                Reference.TryParse(text.Get, out var reference, out var problem)
                    ? Reference.Parse(reference.ToString()) == reference
                    : !string.IsNullOrEmpty(problem)
            )
            .QuickCheckThrowOnFailure();
}
