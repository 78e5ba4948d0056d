using Bakehouse.Adapters.Ecr;
using Bakehouse.Configuration;
using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Steps;

/// <summary>
/// Sees to it, before anything is built, that ECR has all repositories that a run will push to. Other registries make them
/// by themselves.
/// </summary>
public sealed class RequiredRepositories(
    Lazy<RepositoryList> repositories,
    Lazy<EcrRepositories> ecr,
    RunOptions options,
    IAnsiConsole console
)
{
    /// <exception cref="BakehouseException">Some are missing, and making them was not asked for.</exception>
    public async Task EnsureAsync(
        Plan plan,
        IReadOnlySet<string> pushed,
        Destination destination,
        EcrRegistry registry,
        CancellationToken cancellationToken
    )
    {
        var needed = repositories
            .Value.WrittenBy(plan, pushed)
            .ToDictionary(repository => destination.RepositoryOf(repository.Name).Repository);
        if (needed.Count == 0 || NameRule.Objection(NameKind.Fingerprint, plan.Source) is not null)
        {
            return;
        }

        var missing = await ecr.Value.MissingAsync(registry, needed.Keys, cancellationToken);
        if (missing.Count > 0 && !options.CreateRepositories)
        {
            throw new BakehouseException(
                $"{registry} has no {(missing.Count == 1 ? "repository" : "repositories")} {string.Join(", ", missing)}.",
                "Make them with --create-repositories, or deploy cloudformation/ecr.yaml (README, \"AWS ECR\")."
            );
        }

        await ecr.Value.CreateAsync(registry, missing.Select(name => (name, needed[name])), cancellationToken);
        if (missing.Count > 0)
        {
            console.WriteLine($"Made in {registry}: {string.Join(", ", missing)}");
        }
    }
}
