using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>
/// ECR's API, version 2015-09-21, in the protocol AWS JSON 1.1: the operation stands in the header <c>X-Amz-Target</c>.
/// </summary>
internal sealed class EcrEndpoint(
    RequestVerifier verifier,
    CallGate gate,
    Registry registry,
    IEnumerable<IOperations> operations
)
{
    private const string TargetPrefix = "AmazonEC2ContainerRegistry_V20150921.";

    private readonly Dictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> operations = operations
        .SelectMany(group => group.Operations)
        .ToDictionary();

    public async Task HandleAsync(HttpContext context, SignedRequest request)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        JsonObject answer;
        try
        {
            answer = await AnswerAsync(context, request);
        }
        catch (AwsException exception)
        {
            context.Response.StatusCode = (int)exception.Status;
            answer = new JsonObject { ["__type"] = exception.Code, ["message"] = exception.Message };
        }

        await context.Response.WriteAsync(Model.WithoutNulls(answer).ToJsonString(), context.RequestAborted);
    }

    private async Task<JsonObject> AnswerAsync(HttpContext context, SignedRequest request)
    {
        var caller = verifier.Verify(request, "ecr");
        var target = request.Headers.GetValueOrDefault("x-amz-target", "");
        var name = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : "";
        if (!operations.TryGetValue(name, out var operation))
        {
            throw new AwsException("UnknownOperationException", $"There is no operation {target} here.");
        }

        var call = new EcrRequest(name, Read(request.Body), caller.PrincipalArn, context.Request.Host.Value!);
        gate.Enter(caller.PrincipalArn, $"ecr:{name}", ResourceOf(call));
        if (call.RepositoryName is { } repository && call.Text("registryId") is { } id && id != registry.Id)
        {
            throw EcrErrors.NoRepository(repository, id);
        }

        return await operation(call, context.RequestAborted);
    }

    // The repository that the action is needed on; null where it concerns none.
    private static string? ResourceOf(EcrRequest call) =>
        call.Operation switch
        {
            "DescribeRepositories" => call.List("repositoryNames") is [var only] ? only : "*",
            "TagResource" or "UntagResource" or "ListTagsForResource" => RepositoryOperations.NameOf(call),
            _ => call.RepositoryName,
        };

    private static JsonObject Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject ?? [];
        }
        catch (JsonException exception)
        {
            throw new AwsException("SerializationException", exception.Message, HttpStatusCode.BadRequest);
        }
    }
}
