using System.Collections.Concurrent;
using Amazon.ECR.Model;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Ecr;

/// <summary>The authorization tokens of a run: one for each region, and a new one before it expires.</summary>
public sealed class EcrTokens(IAwsClients clients, Secrets secrets, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Slot> slots = new();

    /// <summary>A token that opens all registries in the registry's region which the credentials may use.</summary>
    /// <exception cref="BakehouseException">AWS gives none.</exception>
    public async Task<EcrToken> GetAsync(EcrRegistry registry, CancellationToken cancellationToken)
    {
        var slot = slots.GetOrAdd(registry.Region, _ => new Slot());
        await slot.Gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            return slot.Token is { } kept && kept.Credential.Expires > now
                ? kept
                : slot.Token = await FetchAsync(registry, now, cancellationToken);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<EcrToken> FetchAsync(
        EcrRegistry registry,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!await clients.HaveCredentialsAsync(cancellationToken))
        {
            throw AwsErrors.NoCredentials();
        }

        try
        {
            var service = clients.Ecr(registry.Region);
            var answer = await service.GetAuthorizationTokenAsync(
                new GetAuthorizationTokenRequest(),
                cancellationToken
            );
            var data = answer.AuthorizationData[0];
            var token = EcrToken.Read(data, now);
            secrets.Add(data.AuthorizationToken);
            secrets.Add(token.Credential.Secret);
            return token;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, "ecr:GetAuthorizationToken", null);
        }
    }

    /// <summary>The gate lets one caller fetch a token, and the others wait for it.</summary>
    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public EcrToken? Token { get; set; }
    }
}
