using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Registry;

/// <summary>What ECR says, by its registry as by its API, of a call that the caller has no right for.</summary>
internal static partial class EcrMessage
{
    /// <summary>The IAM action that is missing, <c>ecr:PutImage</c>; null where the message is about something else.</summary>
    public static string? MissingAction(string message) =>
        NotAuthorized().Match(message) is { Success: true } match ? match.Groups["action"].Value : null;

    /// <summary>Whether it is about a token that has expired: ECR answers so with 403, and no challenge.</summary>
    public static bool IsOfExpiredToken(string message) =>
        message.Contains("authorization token has expired", StringComparison.OrdinalIgnoreCase);

    public static BakehouseException NoPermission(string action, string where, Exception cause) =>
        new(
            $"The AWS credentials don't permit {action}{where}.",
            $"Add {action} to their IAM policy: the README has all of it under \"AWS ECR\".",
            cause
        );

    [GeneratedRegex(@"not authorized to perform: (?<action>[a-z0-9-]+:\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotAuthorized();
}
