using System.Collections.Concurrent;
using System.Net;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Answers a registry's challenges, with Basic or with tokens. A token is kept for each set of scopes until it ends;
/// a 401 is answered once, and a second one is final; so is a 403 for a token that has expired. Credentials go to the registry's own address only.
/// </summary>
internal sealed class AuthenticationHandler(ICredentialStore credentials, TimeProvider time, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var call = RegistryCall.Of(request);
        if (!RegistryEndpoint.IsSameServer(request.RequestUri!, RegistryEndpoint.Of(call.Registry)))
            return await base.SendAsync(request, cancellationToken);

        var session = _sessions.GetOrAdd(call.Registry, _ => new Session());
        var (grant, failure) = await AuthorizeAsync(session, session.Challenge, call, null, cancellationToken);
        if (failure is not null)
            return failure;
        var response = await SendAsync(request, grant, cancellationToken);
        var challenge = Challenge.Of(response.Headers);
        if (grant is { MayHaveExpired: true } && await IsOfExpiredTokenAsync(request, response, cancellationToken))
        {
            grant.Refuse();
            challenge = session.Challenge;
        }
        else if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        if (challenge is null)
            return response;

        response.Dispose();
        // The scope is this request's own, and no other's.
        session.Challenge = challenge with
        {
            Scope = null,
        };
        (grant, failure) = await AuthorizeAsync(session, challenge, call, grant, cancellationToken);
        if (failure is not null)
            return failure;
        response = await SendAsync(request, grant, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        throw grant is null or { IsAnonymous: true }
            ? RegistryErrors.LoginWanted(call)
            : RegistryErrors.Refused(call, grant.User);
    }

    // The answer to a HEAD does not say why.
    private static async Task<bool> IsOfExpiredTokenAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (response.StatusCode != HttpStatusCode.Forbidden)
            return false;
        if (request.Method == HttpMethod.Head)
            return true;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return EcrMessage.IsOfExpiredToken(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        Grant? grant,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Authorization = grant?.Header;
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>
    /// A grant, kept or new; none while the registry has not asked. Or the answer of a token server that is out of
    /// order for now, to be retried like the registry's own.
    /// </summary>
    /// <param name="session">Where grants are kept.</param>
    /// <param name="challenge">How the registry wants to be asked.</param>
    /// <param name="call">What is asked for.</param>
    /// <param name="rejected">What the registry has just declined: it is not given again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<(Grant? Grant, HttpResponseMessage? Failure)> AuthorizeAsync(
        Session session,
        Challenge? challenge,
        RegistryCall call,
        Grant? rejected,
        CancellationToken cancellationToken
    )
    {
        if (challenge is null)
            return (null, null);
        var slot = session.Slots.GetOrAdd(challenge.IsBearer ? string.Join(' ', call.Scopes) : "", _ => new Slot());
        await slot.Gate.WaitAsync(cancellationToken);
        try
        {
            if (slot.Grant is { } kept && kept != rejected && kept.Expires > time.GetUtcNow())
                return (kept, null);
            var credential = await credentials.FindAsync(call.Registry, cancellationToken);
            if (!challenge.IsBearer)
                return (slot.Grant = Basic(call, credential), null);

            using var request = TokenRequest.Make(call, challenge, credential);
            var response = await base.SendAsync(request, cancellationToken);
            if (RetryPolicy.IsPassing(response.StatusCode))
                return (null, response);
            using (response)
                return (slot.Grant = await ReadAsync(call, response, credential, cancellationToken), null);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private static Grant Basic(RegistryCall call, Credential? credential) =>
        credential switch
        {
            null => throw RegistryErrors.LoginWanted(call),
            { IsIdentityToken: true } => throw RegistryErrors.Refused(call, null),
            _ => Grant.Basic(credential),
        };

    private async Task<Grant> ReadAsync(
        RegistryCall call,
        HttpResponseMessage response,
        Credential? credential,
        CancellationToken cancellationToken
    )
    {
        if (response.IsSuccessStatusCode)
            return await TokenRequest.ReadAsync(call, response, credential, time.GetUtcNow(), cancellationToken);
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden
            or HttpStatusCode.BadRequest when credential is not null => RegistryErrors.Refused(call, credential.User),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RegistryErrors.LoginWanted(call),
            var status => new RegistryException($"The token server of {call.Registry} answered {(int)status}.", status),
        };
    }

    /// <summary>What is known of one registry: its last challenge, and the grants by their scopes.</summary>
    private sealed class Session
    {
        public Challenge? Challenge { get; set; }

        public ConcurrentDictionary<string, Slot> Slots { get; } = new();
    }

    /// <summary>The gate lets one caller fetch a token, and the others wait for it.</summary>
    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public Grant? Grant { get; set; }
    }
}
