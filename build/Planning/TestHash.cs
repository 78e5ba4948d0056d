using Bakehouse.Dockerfiles;

namespace Bakehouse.Planning;

/// <summary>
/// The SHA-256 of all the tests that an image must pass: changed tests are run again on the image that there is.
/// FINGERPRINT.md has the format of the text that is hashed, to the byte.
/// </summary>
/// <param name="Hex">64 lower-case hex digits.</param>
public readonly record struct TestHash(string Hex)
{
    private const string Version = "bakehouse-tests 1";

    /// <summary>The first 16 digits, as they stand in tags.</summary>
    public string Short => Hex[..16];

    public static TestHash Of(TestInputs inputs) => new(CanonicalText.Sha256(Canonical(inputs)));

    /// <summary>The text that is hashed.</summary>
    public static string Canonical(TestInputs inputs) =>
        CanonicalText.Join([
            Version,
            $"goss {CanonicalText.Escape(inputs.GossVersion)}",
            .. inputs.Images.SelectMany(image =>
                CanonicalText.FileLines(image.Files).Prepend($"image {CanonicalText.Escape(image.Image)}")
            ),
        ]);

    public override string ToString() => Hex;
}

/// <summary>What decides the outcome of an image's tests.</summary>
/// <param name="GossVersion">The version of goss that runs them, as FINGERPRINT.md has it.</param>
/// <param name="Images">The tests in the order in which they run: those of the parents first, the image's own last.</param>
public sealed record TestInputs(string GossVersion, IReadOnlyList<ImageTests> Images);

/// <summary>The test files that stand in one image's folder (<see cref="ContextFiles.ReadTests"/>).</summary>
public sealed record ImageTests(string Image, IReadOnlyList<ContextFile> Files);
