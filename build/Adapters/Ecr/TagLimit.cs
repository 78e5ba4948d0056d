using System.Text.RegularExpressions;
using Amazon.ECR.Model;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// ECR allows an image 1,000 tags, and one that does not change gains one with each commit. Long before that the oldest
/// ones of commits and development builds are taken away, by tag: the image and its other tags stay.
/// </summary>
public sealed partial class TagLimit(IAwsClients clients)
{
    /// <summary>How many tags an image may have.</summary>
    public const int Most = 300;

    /// <summary>How many are left once there were more.</summary>
    public const int Rest = 200;

    // ECR API Reference, BatchDeleteImage.
    private const int LargestBatch = 100;

    /// <param name="registry">The registry.</param>
    /// <param name="image">A repository of it, with the image's digest.</param>
    /// <param name="historyAsync">Reads the commits whose order is known, the newest first; all others count as older.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The tags that were taken away.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        EcrRegistry registry,
        Reference image,
        Func<CancellationToken, Task<IReadOnlyList<string>>> historyAsync,
        CancellationToken cancellationToken
    )
    {
        var tags = await TagsAsync(registry, image, cancellationToken);
        if (tags.Count <= Most)
        {
            return [];
        }

        var superfluous = Superfluous(tags, await historyAsync(cancellationToken));
        foreach (var batch in superfluous.Chunk(LargestBatch))
        {
            var request = new BatchDeleteImageRequest
            {
                RegistryId = registry.Account,
                RepositoryName = image.Repository,
                ImageIds = [.. batch.Select(tag => new ImageIdentifier { ImageTag = tag })],
            };
            try
            {
                await clients.Ecr(registry.Region).BatchDeleteImageAsync(request, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw AwsErrors.Of(exception, "ecr:BatchDeleteImage", $"{registry}/{image.Repository}");
            }
        }

        return superfluous;
    }

    internal static IReadOnlyList<string> Superfluous(IReadOnlyList<string> tags, IReadOnlyList<string> commits)
    {
        var age = commits
            .Select((commit, index) => (commit, index))
            .ToDictionary(pair => pair.commit, pair => pair.index);
        var development = tags.Select(tag => (tag, match: Development().Match(tag)))
            .Where(pair => pair.match.Success)
            .OrderBy(pair => pair.match.Groups["time"].Value, StringComparer.Ordinal)
            .Select(pair => pair.tag);
        var committed = tags.Select(tag => (tag, match: Commit().Match(tag)))
            .Where(pair => pair.match.Success)
            .OrderByDescending(pair => age.GetValueOrDefault(pair.match.Groups["commit"].Value, int.MaxValue))
            .ThenBy(pair => pair.tag, StringComparer.Ordinal)
            .Select(pair => pair.tag);
        return [.. development.Concat(committed).Take(tags.Count - Rest)];
    }

    private async Task<IReadOnlyList<string>> TagsAsync(
        EcrRegistry registry,
        Reference image,
        CancellationToken cancellationToken
    )
    {
        var request = new DescribeImagesRequest
        {
            RegistryId = registry.Account,
            RepositoryName = image.Repository,
            ImageIds = [new ImageIdentifier { ImageDigest = image.Digest!.ToString() }],
        };
        try
        {
            var answer = await clients.Ecr(registry.Region).DescribeImagesAsync(request, cancellationToken);
            return answer.ImageDetails is [{ ImageTags: { } tags }, ..] ? tags : [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, "ecr:DescribeImages", $"{registry}/{image.Repository}");
        }
    }

    [GeneratedRegex(@"-dev(?<time>[0-9]{12})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Development();

    [GeneratedRegex(@"^(.+-)?(?<commit>[0-9a-f]{40})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commit();
}
