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

    /// <summary>Makes a repository. Where somebody else makes it at the same time, theirs is taken.</summary>
    public async Task CreateAsync(
        EcrRegistry registry,
        string name,
        RepositorySettings settings,
        CancellationToken cancellationToken
    )
    {
        var service = clients.Ecr(registry.Region);
        var where = $"{registry}/{name}";
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
            throw AwsErrors.Of(exception, "ecr:CreateRepository", where);
        }

        try
        {
            var policy = new PutLifecyclePolicyRequest
            {
                RegistryId = registry.Account,
                RepositoryName = name,
                LifecyclePolicyText = settings.Lifecycle.ToString(),
            };
            await service.PutLifecyclePolicyAsync(policy, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, "ecr:PutLifecyclePolicy", where);
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
