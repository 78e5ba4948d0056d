namespace Bakehouse.Planning;

/// <summary>
/// The SHA-256 of all the inputs that decide what a build makes: equal fingerprints, equal images, so what a registry has
/// under a fingerprint need not be built again. FINGERPRINT.md has the format of the text that is hashed, to the byte.
/// </summary>
/// <param name="Hex">64 lower-case hex digits.</param>
public readonly record struct Fingerprint(string Hex)
{
    /// <exception cref="InvalidOperationException">A digest among the inputs is not known yet.</exception>
    public static Fingerprint Of(FingerprintInputs inputs) => new(CanonicalText.Sha256(inputs.Canonical()));

    /// <summary>The tag of an image with these inputs, whatever its tests: <c>fp-…</c>.</summary>
    public string Tag => $"fp-{Hex}";

    /// <summary>The tag of an image with these inputs that has passed these tests: <c>fp-…-t…</c>.</summary>
    public string TestedTag(TestHash tests) => $"{Tag}-t{tests.Short}";

    public override string ToString() => Hex;
}
