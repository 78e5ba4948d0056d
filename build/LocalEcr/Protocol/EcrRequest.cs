using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>A call of ECR's API.</summary>
/// <param name="Operation">The operation's name in the service's model: <c>CreateRepository</c>.</param>
/// <param name="Input">What was sent, with the names of the model.</param>
/// <param name="PrincipalArn">Who calls.</param>
/// <param name="Host">The host and port that the call came to.</param>
internal sealed record EcrRequest(string Operation, JsonObject Input, string PrincipalArn, string Host)
{
    /// <summary>The repository that it is about; null where it names none, or several.</summary>
    public string? RepositoryName => Text("repositoryName");

    public string? Text(string name) => Input[name]?.GetValue<string>();

    /// <exception cref="Access.AwsException">It is missing.</exception>
    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw EcrErrors.Invalid(name, "Member must not be null");

    public bool Flag(string name) => Input[name]?.GetValue<bool>() ?? false;

    public IReadOnlyList<string> List(string name) =>
        [.. (Input[name] as JsonArray ?? []).Select(item => item!.GetValue<string>())];

    public IReadOnlyList<ImageId> ImageIds =>
        [.. (Input["imageIds"] as JsonArray ?? []).Select(id => IdOf(id!.AsObject()))];

    public static ImageId IdOf(JsonObject id) =>
        new(id["imageDigest"]?.GetValue<string>(), id["imageTag"]?.GetValue<string>());
}
