using System.Net.Http.Json;
using System.Text.Json;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.LocalEcr;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.IntegrationTests.LocalEcr;

/// <summary>
/// A local ECR of this test's own, in this process, in front of a registry of its own; and the programs that it is tried
/// with: Debian's AWS CLI, and docker with a configuration folder that nobody else has.
/// </summary>
internal sealed class LocalEcrUnderTest : IAsyncDisposable
{
    public const string Account = "123456789012";
    public const string Region = "eu-central-1";

    /// <summary>The user whose key the programs have.</summary>
    public const string User = $"arn:aws:iam::{Account}:user/baker";

    // Debian's own: another one on PATH may be of any version.
    private const string AwsCli = "/usr/bin/aws";
    private static readonly AccessKey Key = new("AKIATESTTESTTESTTEST", "a-secret-that-opens-nothing-else", User);

    private readonly RegistryProcess storage;
    private readonly LocalEcrServer server;
    private readonly string folder;
    private readonly HttpClient http;

    private LocalEcrUnderTest(RegistryProcess storage, LocalEcrServer server, string folder)
    {
        (this.storage, this.server, this.folder) = (storage, server, folder);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri($"http://{server.Host}/_local/"),
        };
    }

    /// <summary>Host and port, as in references.</summary>
    public string Host => server.Host;

    /// <summary>What the AWS CLI and docker find in their environment.</summary>
    public Dictionary<string, string?> Variables { get; private init; } = [];

    public static async Task<LocalEcrUnderTest> StartAsync()
    {
        var temporary = Directory.CreateTempSubdirectory("bakehouse-ecr-").FullName;
        var registry = await RegistryProcess.StartAsync();
        var options = new LocalEcrOptions
        {
            Port = 0,
            Storage = new Uri($"http://{registry.Host}"),
            Data = Path.Combine(temporary, "data"),
            AccountId = Account,
            Region = Region,
            AccessKeys = [Key],
        };
        var started = await LocalEcrServer.StartAsync(options, CancellationToken.None);
        return new LocalEcrUnderTest(registry, started, temporary)
        {
            Variables = new Dictionary<string, string?>
            {
                ["AWS_ACCESS_KEY_ID"] = Key.Id,
                ["AWS_SECRET_ACCESS_KEY"] = Key.Secret,
                ["AWS_DEFAULT_REGION"] = Region,
                ["AWS_CONFIG_FILE"] = "/dev/null",
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
                ["AWS_MAX_ATTEMPTS"] = "1",
                ["AWS_SESSION_TOKEN"] = null,
                ["AWS_PROFILE"] = null,
                ["DOCKER_CONFIG"] = Path.Combine(temporary, "docker"),
            },
        };
    }

    /// <summary>Runs the AWS CLI: <c>ecr describe-repositories</c>.</summary>
    public async Task<RunResult> AwsAsync(params IEnumerable<string> arguments)
    {
        Assert.That(AwsCli, Does.Exist, "Install Debian's AWS CLI: apt-get install awscli");
        using var run = Run.Start(
            folder,
            Variables,
            AwsCli,
            ["--endpoint-url", $"http://{Host}", "--output", "json", .. arguments]
        );
        return await run.EndAsync();
    }

    /// <summary>Runs the AWS CLI, which must succeed, and reads what it printed.</summary>
    public async Task<JsonElement> AskAsync(params IEnumerable<string> arguments)
    {
        var output = (await AwsAsync(arguments)).Succeeded().Output;
        return JsonSerializer.Deserialize<JsonElement>(output.Length == 0 ? "{}" : output);
    }

    public async Task<RunResult> DockerAsync(params IEnumerable<string> arguments)
    {
        using var run = Run.Start(folder, Variables, "docker", arguments);
        return await run.EndAsync();
    }

    /// <summary>Logs docker in as ECR's documentation has it.</summary>
    public async Task<RunResult> LoginAsync()
    {
        const string script =
            "\"$1\" --endpoint-url \"http://$2\" ecr get-login-password "
            + "| docker login --username AWS --password-stdin \"$2\"";
        using var run = Run.Start(folder, Variables, "sh", "-c", script, "sh", AwsCli, Host);
        return await run.EndAsync();
    }

    /// <summary>Makes an image of one file in the engine, under a name in this registry.</summary>
    public async Task<string> BuildAsync(string repository, string tag, string content)
    {
        var name = $"{Host}/{repository}:{tag}";
        var context = Directory.CreateDirectory(Path.Combine(folder, "context")).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "content"), content);
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), "FROM scratch\nCOPY content /\n");
        (await DockerAsync("build", "--quiet", "--tag", name, context)).Succeeded();
        return name;
    }

    public async Task CreateAsync(string repository, params IEnumerable<string> options) =>
        await AskAsync(["ecr", "create-repository", "--repository-name", repository, .. options]);

    /// <summary>The calls since the last time, as IAM sees them.</summary>
    public async Task<IReadOnlyList<Call>> TakeCallsAsync()
    {
        var calls = await http.GetFromJsonAsync<List<Call>>("calls");
        (await http.DeleteAsync("calls")).EnsureSuccessStatusCode();
        return calls!;
    }

    public async Task FailAsync(params IEnumerable<Fault> faults) =>
        (await http.PutAsJsonAsync("faults", faults)).EnsureSuccessStatusCode();

    public async Task EndTokensAsync() => (await http.DeleteAsync("tokens")).EnsureSuccessStatusCode();

    public async Task AdvanceAsync(TimeSpan time) =>
        (await http.PostAsJsonAsync("clock", new { advance = time })).EnsureSuccessStatusCode();

    /// <summary>Sets what a scan of a repository's images finds.</summary>
    public async Task ScanAsync(string repository, object result) =>
        (await http.PutAsJsonAsync("scans", new { subject = repository, result })).EnsureSuccessStatusCode();

    /// <summary>Carries out the lifecycle policies, and gives the tags of what was deleted.</summary>
    public async Task<IReadOnlyList<string>> ExpireAsync()
    {
        using var answer = await http.PostAsync("lifecycle", null);
        var expired = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return
        [
            .. expired
                .EnumerateArray()
                .SelectMany(image => image.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
