namespace Bakehouse.LocalEcr.Signing;

/// <summary>What a signature is good for: a day, a region and a service.</summary>
/// <param name="Date">The day in UTC: <c>20150830</c>.</param>
/// <param name="Region"><c>eu-central-1</c></param>
/// <param name="Service"><c>ecr</c>, <c>sts</c></param>
internal sealed record CredentialScope(string Date, string Region, string Service)
{
    public const string Terminator = "aws4_request";

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
