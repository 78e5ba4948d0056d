using System.Text.RegularExpressions;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>What a request of the OCI distribution protocol is about, and the IAM action that ECR asks for it.</summary>
/// <param name="Repository">The repository's name.</param>
/// <param name="Kind"><c>manifests</c>, <c>blobs</c>, <c>uploads</c>, <c>tags</c> or <c>referrers</c>.</param>
/// <param name="Reference">The tag, digest or upload behind it; may be empty.</param>
internal sealed partial record GatewayRoute(string Repository, string Kind, string Reference)
{
    /// <param name="path">What follows <c>/v2/</c>.</param>
    /// <returns>Null where it is nothing of the protocol.</returns>
    public static GatewayRoute? Parse(string path) =>
        Route().Match(path) is { Success: true } match
            ? new GatewayRoute(
                match.Groups["name"].Value,
                match.Groups["kind"].Value.Split('/')[^1],
                match.Groups["rest"].Value
            )
            : null;

    /// <summary>The action (ECR User Guide, "Pushing an image": required permissions); null where ECR has none.</summary>
    public string? ActionFor(string method) =>
        (method, Kind) switch
        {
            ("GET" or "HEAD", "manifests") => "ecr:BatchGetImage",
            ("PUT", "manifests") => "ecr:PutImage",
            ("DELETE", "manifests") => "ecr:BatchDeleteImage",
            ("HEAD", "blobs") => "ecr:BatchCheckLayerAvailability",
            ("GET", "blobs") => "ecr:GetDownloadUrlForLayer",
            ("POST", "uploads") => "ecr:InitiateLayerUpload",
            ("PATCH", "uploads") or ("GET", "uploads") => "ecr:UploadLayerPart",
            ("PUT", "uploads") => "ecr:CompleteLayerUpload",
            ("GET", "tags") => "ecr:ListImages",
            ("GET", "referrers") => "ecr:ListImageReferrers",
            _ => null,
        };

    [GeneratedRegex(
        "^(?<name>.+)/(?<kind>blobs/uploads|blobs|manifests|tags|referrers)/(?<rest>[^/]*)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Route();
}
