using System.Text.Json.Nodes;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>A table of operations, most of which need nothing to wait for.</summary>
internal sealed class OperationTable : Dictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>>
{
    public void Add(string name, Func<EcrRequest, JsonObject> operation) =>
        Add(name, (request, _) => Task.FromResult(operation(request)));
}
