namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// Whether anything on this machine speaks for AWS credentials. It is asked before the SDK's chain, whose last link
/// would wait for the network on a machine that is no instance of EC2.
/// </summary>
public static class AwsEvidence
{
    private const string Vendor = "/sys/class/dmi/id/sys_vendor";

    private static readonly string[] Variables =
    [
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ];

    /// <param name="variable">Reads an environment variable.</param>
    public static bool IsThere(Func<string, string?> variable) =>
        Variables.Any(name => variable(name) is { Length: > 0 })
        || HasFile(variable("AWS_SHARED_CREDENTIALS_FILE"), "credentials")
        || HasFile(variable("AWS_CONFIG_FILE"), "config")
        || IsInstance();

    private static bool HasFile(string? named, string usual) =>
        File.Exists(
            named ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", usual)
        );

    private static bool IsInstance()
    {
        try
        {
            return File.Exists(Vendor) && File.ReadAllText(Vendor).StartsWith("Amazon EC2", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
