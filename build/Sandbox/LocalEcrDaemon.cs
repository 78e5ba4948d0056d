using System.Text.Json;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>The local ECR (<c>build/LocalEcr</c>), with a registry behind it that nobody else writes to.</summary>
internal static class LocalEcrDaemon
{
    public const string Name = "ecr";

    /// <summary>The registry that has its manifests and blobs.</summary>
    public const string StorageName = "ecr-storage";

    public const int UsualPort = 5080;

    // What AWS's own documentation gives as an example.
    private const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
    private const string Account = "123456789012";
    private const string Region = "eu-central-1";

    /// <param name="folders">The clone's.</param>
    /// <param name="program">The published program.</param>
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="storagePort">That of the registry behind.</param>
    public static DaemonSpec Specify(SandboxFolders folders, string program, int port, int storagePort) =>
        new(
            Name,
            DotnetCommand.Program,
            [program, Supervisor.ConfigurationFile(folders, Name)],
            JsonSerializer.Serialize(
                new
                {
                    port,
                    storage = $"http://127.0.0.1:{storagePort}",
                    data = folders.DataOf(Name),
                    accountId = Account,
                    region = Region,
                    accessKeys = new[]
                    {
                        new
                        {
                            id = AccessKeyId,
                            secret = LocalEcrSecret.In(folders.DataOf(Name)),
                            principalArn = $"arn:aws:iam::{Account}:user/sandbox",
                        },
                    },
                }
            ),
            cancellationToken => AnswersAsync(Host(port), cancellationToken)
        );

    public static Task<bool> AnswersAsync(string host, CancellationToken cancellationToken) =>
        HttpProbe.AnswersAsync($"http://{host}/_local/health", cancellationToken);

    /// <summary>Where it is, and the variables that lead the AWS SDK to it and to nowhere else.</summary>
    /// <param name="folders">The clone's.</param>
    /// <param name="port">On 127.0.0.1.</param>
    public static EcrInUse Describe(SandboxFolders folders, int port) =>
        new(
            Host(port),
            new Dictionary<string, string?>
            {
                ["AWS_ENDPOINT_URL_ECR"] = $"http://{Host(port)}",
                ["AWS_ENDPOINT_URL_STS"] = $"http://{Host(port)}",
                ["AWS_REGION"] = Region,
                ["AWS_DEFAULT_REGION"] = Region,
                ["AWS_ACCESS_KEY_ID"] = AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LocalEcrSecret.In(folders.DataOf(Name)),
                ["AWS_CONFIG_FILE"] = "/dev/null",
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
                ["AWS_SESSION_TOKEN"] = null,
                ["AWS_PROFILE"] = null,
                ["AWS_ROLE_ARN"] = null,
                ["AWS_WEB_IDENTITY_TOKEN_FILE"] = null,
                ["AWS_ENDPOINT_URL"] = null,
                ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = null,
            }
        );

    private static string Host(int port) => $"127.0.0.1:{port}";
}
