using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Ecr;

/// <summary>A private registry of Amazon ECR (ECR User Guide, "Amazon ECR private registry").</summary>
/// <param name="Host">As references name it: <c>123456789012.dkr.ecr.eu-central-1.amazonaws.com</c>.</param>
/// <param name="Account">The account that it belongs to: twelve digits.</param>
/// <param name="Region">The region that it is in: <c>eu-central-1</c>.</param>
public sealed partial record EcrRegistry(string Host, string Account, string Region)
{
    /// <summary>The registry of an account, in the partition that the suffix is of: <c>amazonaws.com</c>.</summary>
    public static EcrRegistry Of(string account, string region, string dnsSuffix) =>
        new($"{account}.dkr.ecr.{region}.{dnsSuffix}", account, region);

    /// <summary>Tells by its name whether a registry is one of ECR; null where it is not.</summary>
    public static EcrRegistry? Find(string? host) =>
        host is not null && Name().Match(host) is { Success: true } match
            ? new EcrRegistry(host, match.Groups["account"].Value, match.Groups["region"].Value)
            : null;

    public override string ToString() => Host;

    [GeneratedRegex(
        @"^(?<account>[0-9]{12})\.dkr[.-]ecr(-fips)?\.(?<region>[a-z]{2}(-[a-z]+)+-[0-9])\.(amazonaws\.com(\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Name();
}
