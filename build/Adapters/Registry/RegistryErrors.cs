using System.Net;
using System.Text.Json;

namespace Bakehouse.Adapters.Registry;

/// <summary>Makes of a registry's answer the exception that says what to do about it.</summary>
internal static class RegistryErrors
{
    /// <summary>OCI distribution-spec 1.1, "Error codes": what came has another digest than was said.</summary>
    public const string DigestInvalid = "DIGEST_INVALID";

    public static async Task<Exception> OfAsync(
        HttpResponseMessage response,
        RegistryCall call,
        CancellationToken cancellationToken
    )
    {
        var body = await ReadAsync(response, cancellationToken);
        var status = response.StatusCode;
        var detail = body.Code is null ? "" : $" {body.Code}: {body.Message}";
        var cause = new RegistryException(
            $"{call.Registry} answered {(int)status} to {response.RequestMessage?.Method} of a "
                + $"{call.Kind.ToString().ToLowerInvariant()} in {call.Repository}.{detail}",
            status,
            body.Code
        );
        return (status, body.Code) switch
        {
            (HttpStatusCode.Forbidden, _) or (_, "DENIED") when EcrMessage.MissingAction(detail) is { } action =>
                EcrMessage.NoPermission(action, $" of {call.Registry}/{call.Repository}", cause),
            (HttpStatusCode.Forbidden, _) or (_, "DENIED") => new BakehouseException(
                $"{call.Registry} denies access to {call.Repository}.{detail}",
                $"Get the right for it, or log in as somebody who has it: docker login {call.Registry}.",
                cause
            ),
            (HttpStatusCode.Unauthorized, _) => LoginWanted(call, cause),
            (HttpStatusCode.TooManyRequests, _) => new BakehouseException(
                $"{call.Registry} has had enough requests for now.{detail}",
                $"Wait{RetryAfter(response)}, or log in for a higher limit: docker login {call.Registry}.",
                cause
            ),
            (_, "NAME_UNKNOWN") => new BakehouseException(
                $"There is no repository {call.Repository} in {call.Registry}.",
                "Create it, or correct its name; some registries, ECR for one, create none on a push.",
                cause
            ),
            _ => cause,
        };
    }

    public static BakehouseException Unreachable(RegistryCall call, HttpRequestException cause)
    {
        var endpoint = RegistryEndpoint.Of(call.Registry);
        return new BakehouseException(
            $"The registry {call.Registry} can't be reached at {endpoint.Host}:{endpoint.Port}: {cause.Message}",
            "Start it, correct its name, or look at the network and its proxy.",
            new RegistryException(cause.Message, innerException: cause)
        );
    }

    public static BakehouseException LoginWanted(RegistryCall call, Exception? cause = null) =>
        new(
            $"{call.Registry} gives {call.Repository} to nobody without a login, or has no such repository.",
            $"Correct the name, or run `docker login {call.Registry}`.",
            cause ?? new RegistryException($"{call.Registry} wants a login.", HttpStatusCode.Unauthorized)
        );

    public static BakehouseException Refused(RegistryCall call, string? user) =>
        new(
            $"{call.Registry} refuses the credentials{(user is null ? "" : $" of {user}")} for {call.Repository}.",
            $"Run `docker login {call.Registry}`.",
            new RegistryException($"{call.Registry} refuses the credentials.", HttpStatusCode.Unauthorized)
        );

    private static string RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => $" {delta}",
            { Date: { } date } => $" until {date:u}",
            _ => "",
        };

    /// <summary>The first error of the body (OCI distribution-spec 1.1, "Error codes"), if it has any.</summary>
    private static async Task<RegistryError> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var errors = JsonSerializer.Deserialize(body, RegistryJson.Default.RegistryErrorBody)?.Errors;
            return errors is [var first, ..] ? first : new RegistryError(null, null);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return new RegistryError(null, null);
        }
    }
}
