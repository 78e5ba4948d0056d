using System.Text.Json.Nodes;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Operations of ECR's API that belong together.</summary>
internal interface IOperations
{
    /// <summary>By their names in the service's model. What they give is sent as it is.</summary>
    IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations { get; }
}
