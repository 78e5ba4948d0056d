using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Lifecycle policies and their previews.</summary>
internal sealed class LifecycleOperations(Registry registry, Clock clock) : IOperations
{
    // A preview is of the images that there are when it is started.
    private readonly ConcurrentDictionary<string, Preview> previews = new();

    public IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations =>
        new OperationTable
        {
            { "PutLifecyclePolicy", Put },
            { "GetLifecyclePolicy", Get },
            { "DeleteLifecyclePolicy", Delete },
            { "StartLifecyclePolicyPreview", StartPreview },
            { "GetLifecyclePolicyPreview", GetPreview },
        };

    private JsonObject Put(EcrRequest request)
    {
        var text = request.Required("lifecyclePolicyText");
        LifecyclePolicy.Parse(text);
        return Answer(registry.Update(NameOf(request), repository => repository with { LifecyclePolicy = text }));
    }

    private JsonObject Get(EcrRequest request)
    {
        var repository = Require(request);
        var answer = Answer(repository);
        answer["lastEvaluatedAt"] = repository.LifecycleEvaluatedAt is { } time ? Model.Time(time) : null;
        return answer;
    }

    private JsonObject Delete(EcrRequest request)
    {
        var repository = Require(request);
        registry.Update(repository.Name, current => current with { LifecyclePolicy = null });
        return Answer(repository);
    }

    private JsonObject StartPreview(EcrRequest request)
    {
        var repository = registry.Get(NameOf(request));
        var text = request.Text("lifecyclePolicyText") ?? Require(request).LifecyclePolicy!;
        var expired = LifecycleEvaluation.Evaluate(repository, LifecyclePolicy.Parse(text), clock.Now);
        previews[repository.Name] = new Preview(text, expired);
        return Answer(repository.Name, text, "IN_PROGRESS");
    }

    private JsonObject GetPreview(EcrRequest request)
    {
        var repository = registry.Get(NameOf(request));
        if (!previews.TryGetValue(repository.Name, out var preview))
        {
            throw EcrErrors.NoLifecyclePolicyPreview(repository.Name, registry.Id);
        }

        var answer = Answer(repository.Name, preview.Text, "COMPLETE");
        answer["previewResults"] = new JsonArray([.. Paging.Page(request, answer, preview.Expired).Select(Of)]);
        answer["summary"] = new JsonObject { ["expiringImageTotalCount"] = preview.Expired.Count };
        return answer;
    }

    private Repository Require(EcrRequest request) =>
        registry.Get(NameOf(request)) is { LifecyclePolicy: not null } repository
            ? repository
            : throw EcrErrors.NoLifecyclePolicy(NameOf(request), registry.Id);

    private JsonObject Answer(Repository repository) => Answer(repository.Name, repository.LifecyclePolicy!, null);

    private JsonObject Answer(string name, string text, string? status) =>
        new()
        {
            ["registryId"] = registry.Id,
            ["repositoryName"] = name,
            ["lifecyclePolicyText"] = text,
            ["status"] = status,
        };

    private static string NameOf(EcrRequest request) => request.Required("repositoryName");

    private static JsonObject Of(LifecycleEvaluation.Expiry expiry) =>
        new()
        {
            ["imageDigest"] = expiry.Image.Digest,
            ["imageTags"] = Model.List(expiry.Tags),
            ["imagePushedAt"] = Model.Time(expiry.Image.PushedAt),
            ["action"] = new JsonObject { ["type"] = "EXPIRE" },
            ["appliedRulePriority"] = expiry.RulePriority,
        };

    private sealed record Preview(string Text, IReadOnlyList<LifecycleEvaluation.Expiry> Expired);
}
