using Amazon.ECR.Model;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Oci;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Ecr;

internal sealed class TagLimitTests
{
    private static readonly Reference Image = Reference
        .Parse($"{FakeAws.Registry}/team/base")
        .WithDigest(Digest.Of("image"u8));

    private readonly FakeAws aws = new();
    private readonly List<string> removed = [];

    [SetUp]
    public void TakeNote() =>
        aws
            .Service.BatchDeleteImageAsync(default)
            .ReturnsForAnyArgs(call =>
            {
                removed.AddRange(call.Arg<BatchDeleteImageRequest>().ImageIds.Select(id => id.ImageTag));
                return new BatchDeleteImageResponse();
            });

    [Test]
    public async Task Image_WithFewTags_KeepsThemAndNobodyIsAskedForHistory()
    {
        Have([.. Enumerable.Range(0, TagLimit.Most).Select(Commit)]);

        await ApplyAsync(() => throw new AssertionException("History was asked for."));

        Assert.That(removed, Is.Empty);
    }

    [Test]
    public async Task Image_WithManyTags_LosesTheOldestOfCommitsAndDevelopmentBuilds()
    {
        string[] kept = ["latest", "main", "1.4.0", "keep-1.4.0", "fp-abc", "backup-latest-20260101"];
        string[] development = ["1.4.0-dev202601010000", "1.4.0-dev202602020000"];
        var commits = Enumerable.Range(0, TagLimit.Most).Select(Commit).ToList();
        Have([.. kept, .. development, .. commits]);

        // Known are the last hundred, the newest first.
        await ApplyAsync(() => [.. commits.TakeLast(100).Reverse()]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(removed, Has.Count.EqualTo(kept.Length + 2 + TagLimit.Most - TagLimit.Rest));
            Assert.That(removed, Is.SupersetOf(development));
            Assert.That(removed.Intersect(kept), Is.Empty);
            Assert.That(removed.Intersect(commits.TakeLast(100)), Is.Empty);
        }
    }

    [Test]
    public async Task Image_WhoseCommitsAreAllKnown_LosesTheOldest()
    {
        var commits = Enumerable.Range(0, TagLimit.Most + 1).Select(Commit).ToList();
        Have([.. commits.Select(commit => $"17-{commit}")]);

        await ApplyAsync(() => [.. commits]);

        Assert.That(removed, Is.EquivalentTo(commits.Skip(TagLimit.Rest).Select(commit => $"17-{commit}")));
    }

    private static string Commit(int number) => $"{number:x40}";

    private void Have(List<string> tags) =>
        aws
            .Service.DescribeImagesAsync(default)
            .ReturnsForAnyArgs(new DescribeImagesResponse { ImageDetails = [new ImageDetail { ImageTags = tags }] });

    private Task ApplyAsync(Func<IReadOnlyList<string>> history) =>
        new TagLimit(aws).ApplyAsync(FakeAws.Registry, Image, _ => Task.FromResult(history()), default);
}
