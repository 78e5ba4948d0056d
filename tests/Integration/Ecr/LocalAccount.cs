using System.Net.Http.Json;
using System.Text;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Bakehouse.Adapters.Registry;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.LocalEcr;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Signing;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>An account with a local ECR of this test's own.</summary>
internal sealed class LocalAccount : IAsyncDisposable
{
    public const string Id = "123456789012";
    public const string Region = "eu-central-1";

    /// <summary>The key that may do everything.</summary>
    public static readonly AccessKey Key = new(
        "AKIABAKEHOUSETEST000",
        "the-secret-of-the-test-0123456789abcdef",
        $"arn:aws:iam::{Id}:user/baker"
    );

    private readonly RegistryProcess storage;
    private readonly LocalEcrServer server;
    private readonly string folder;
    private readonly HttpClient http;

    private LocalAccount(RegistryProcess storage, LocalEcrServer server, string folder)
    {
        (this.storage, this.server, this.folder) = (storage, server, folder);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Endpoint) };
    }

    /// <summary>Host and port of the registry, as in references.</summary>
    public string Host => server.Host;

    public string Endpoint => $"http://{server.Host}";

    /// <summary>Where the registry keeps manifests and blobs.</summary>
    public string Storage => storage.Data;

    public static async Task<LocalAccount> OpenAsync()
    {
        var registry = await RegistryProcess.StartAsync();
        var data = Directory.CreateTempSubdirectory("bakehouse-account-").FullName;
        var options = new LocalEcrOptions
        {
            Port = 0,
            Storage = new Uri($"http://{registry.Host}"),
            Data = data,
            AccountId = Id,
            Region = Region,
            AccessKeys = [Key],
        };
        return new LocalAccount(registry, await LocalEcrServer.StartAsync(options, default), data);
    }

    /// <summary>What a run finds in its environment where it is to work for this account, with nothing else configured.</summary>
    public void Hand(ImageTree tree)
    {
        foreach (var (name, value) in Variables)
        {
            tree.Variables[name] = value;
        }

        tree.Variables["BAKEHOUSE_REGISTRY"] = null;
    }

    public IReadOnlyDictionary<string, string?> Variables =>
        new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = Key.Id,
            ["AWS_SECRET_ACCESS_KEY"] = Key.Secret,
            ["AWS_REGION"] = Region,
            ["AWS_ENDPOINT_URL"] = Endpoint,
        };

    /// <summary>The service's own API, for what a test wants to see.</summary>
    public AmazonECRClient Client() =>
        new(
            new BasicAWSCredentials(Key.Id, Key.Secret),
            new AmazonECRConfig { ServiceURL = Endpoint, AuthenticationRegion = Region }
        );

    /// <summary>The registry, with a token of the account.</summary>
    public async Task<RegistryClient> RegistryAsync()
    {
        using var service = Client();
        var answer = await service.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest());
        var token = Convert.FromBase64String(answer.AuthorizationData[0].AuthorizationToken);
        var login = Encoding.UTF8.GetString(token).Split(':');
        var store = Substitute.For<ICredentialStore>();
        store.FindAsync(default!, default).ReturnsForAnyArgs(new Credential(login[0], login[1]));
        return new RegistryClient(store);
    }

    /// <summary>The calls since they were last taken, as IAM sees them.</summary>
    public async Task<IReadOnlyList<Call>> CallsAsync() => (await http.GetFromJsonAsync<List<Call>>("_local/calls"))!;

    /// <summary>The same, and forgets them.</summary>
    public async Task<IReadOnlyList<Call>> TakeCallsAsync()
    {
        var calls = await CallsAsync();
        using var answer = await http.DeleteAsync(new Uri("_local/calls", UriKind.Relative));
        return calls;
    }

    /// <summary>The errors that it answers with from now on.</summary>
    public Task FailAsync(params IReadOnlyList<Fault> faults) => PutAsync("_local/faults", faults);

    /// <summary>How long the tokens hold that it issues from now on.</summary>
    public Task LimitTokensAsync(TimeSpan lifetime) => PutAsync("_local/tokens", new { lifetime });

    /// <summary>Ends the tokens that were issued so far.</summary>
    public async Task EndTokensAsync()
    {
        using var answer = await http.DeleteAsync(new Uri("_local/tokens", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public Task AddAsync(AccessKey key) => PutAsync("_local/keys", key);

    /// <summary>Sets what the service knows, by its administration's own messages.</summary>
    public async Task PutAsync<T>(string path, T message)
    {
        using var answer = await http.PutAsJsonAsync(path, message);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<string> PostAsync<T>(string path, T message)
    {
        using var answer = await http.PostAsJsonAsync(path, message);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
