namespace Bakehouse.LocalEcr.Signing;

/// <summary>What a signature covers of a request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, percent-encoded as it was sent.</param>
/// <param name="Query">What stands behind the question mark; may be empty.</param>
/// <param name="Headers">Values by lower-case name; those of one name are joined by commas.</param>
/// <param name="Body">The whole body.</param>
internal sealed record SignedRequest(
    string Method,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body
);
