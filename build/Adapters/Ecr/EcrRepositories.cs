using Amazon.ECR;
using Amazon.ECR.Model;

namespace Bakehouse.Adapters.Ecr;

/// <summary>The repositories of a registry of ECR, which makes none by itself on a push.</summary>
public sealed class EcrRepositories(IAwsClients clients)
{
    private const int LargestPage = 1000;

    /// <summary>The names of those that are not there: one listing, page by page, however many are asked for.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(
        EcrRegistry registry,
        IEnumerable<string> names,
        CancellationToken cancellationToken
    )
    {
        var missing = names.ToHashSet();
        try
        {
            var request = new DescribeRepositoriesRequest { RegistryId = registry.Account, MaxResults = LargestPage };
            var pages = clients.Ecr(registry.Region).Paginators.DescribeRepositories(request);
            await foreach (var repository in pages.Repositories.WithCancellation(cancellationToken))
            {
                missing.Remove(repository.RepositoryName);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, "ecr:DescribeRepositories", registry);
        }

        return [.. missing.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes repositories with their lifecycle policies, one behind the other: what AWS refuses leaves one behind that is not
    /// complete, and not all of them.
    /// </summary>
    public async Task CreateAsync(
        EcrRegistry registry,
        IEnumerable<(string Name, RepositorySettings Settings)> repositories,
        CancellationToken cancellationToken
    )
    {
        foreach (var (name, settings) in repositories)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CreateAsync(registry, name, settings, cancellationToken);
        }
    }

    // Where somebody else makes it at the same time, theirs is taken.
    private async Task CreateAsync(
        EcrRegistry registry,
        string name,
        RepositorySettings settings,
        CancellationToken cancellationToken
    )
    {
        var service = clients.Ecr(registry.Region);
        try
        {
            await service.CreateRepositoryAsync(RequestOf(registry, name, settings), cancellationToken);
        }
        catch (RepositoryAlreadyExistsException)
        {
            return;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, "ecr:CreateRepository", $"{registry}/{name}");
        }

        await PutPolicyAsync(service, registry, name, settings);
    }

    // Not to be interrupted: later runs find a repository that is there, and leave it as it is.
    private static async Task PutPolicyAsync(
        IAmazonECR service,
        EcrRegistry registry,
        string name,
        RepositorySettings settings
    )
    {
        try
        {
            var policy = new PutLifecyclePolicyRequest
            {
                RegistryId = registry.Account,
                RepositoryName = name,
                LifecyclePolicyText = settings.Lifecycle.ToString(),
            };
            await service.PutLifecyclePolicyAsync(policy, CancellationToken.None);
        }
        catch (Exception exception)
        {
            var cause = AwsErrors.Of(exception, "ecr:PutLifecyclePolicy", $"{registry}/{name}");
            throw new BakehouseException(
                $"{cause.Problem} The repository is there, empty and without its lifecycle policy, and no run mends it.",
                $"{cause.Remedy} Then remove the repository, and the next run makes it anew: aws ecr delete-repository "
                    + $"--region {registry.Region} --registry-id {registry.Account} --repository-name {name}",
                exception
            );
        }
    }

    private static CreateRepositoryRequest RequestOf(EcrRegistry registry, string name, RepositorySettings settings) =>
        new()
        {
            RegistryId = registry.Account,
            RepositoryName = name,
            ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = true },
            EncryptionConfiguration = new EncryptionConfiguration { EncryptionType = RepositorySettings.Encryption },
            ImageTagMutability =
                settings.ImmutableTags.Count == 0
                    ? ImageTagMutability.MUTABLE
                    : ImageTagMutability.MUTABLE_WITH_EXCLUSION,
            ImageTagMutabilityExclusionFilters =
                settings.ImmutableTags.Count == 0
                    ? null
                    :
                    [
                        .. settings.ImmutableTags.Select(tags => new ImageTagMutabilityExclusionFilter
                        {
                            Filter = tags,
                            FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD,
                        }),
                    ],
        };
}
