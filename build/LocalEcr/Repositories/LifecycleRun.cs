namespace Bakehouse.LocalEcr.Repositories;

/// <summary>Carries out the lifecycle policies of all repositories.</summary>
internal sealed class LifecycleRun(Registry registry, Clock clock)
{
    /// <summary>An image that was deleted.</summary>
    internal sealed record Expired(string Repository, string Digest, IReadOnlyList<string> Tags, int RulePriority);

    /// <returns>What was deleted.</returns>
    public IReadOnlyList<Expired> Carry() => [.. registry.Repositories.SelectMany(Carry)];

    private IReadOnlyList<Expired> Carry(Repository repository)
    {
        if (repository.LifecyclePolicy is not { } text)
        {
            return [];
        }

        IReadOnlyList<LifecycleEvaluation.Expiry> expired = [];
        var policy = LifecyclePolicy.Parse(text);
        registry.Update(
            repository.Name,
            current =>
            {
                expired = LifecycleEvaluation.Evaluate(current, policy, clock.Now);
                return expired.Aggregate(current, (before, expiry) => before.WithoutImage(expiry.Image.Digest)) with
                {
                    LifecycleEvaluatedAt = clock.Now,
                };
            }
        );
        return
        [
            .. expired.Select(expiry => new Expired(
                repository.Name,
                expiry.Image.Digest,
                expiry.Tags,
                expiry.RulePriority
            )),
        ];
    }
}
