using Amazon.ECR.Model;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>Whole runs against ECR, with AWS credentials in the environment and nothing else configured.</summary>
internal sealed class FirstPushTests
{
    private static readonly string[] Images =
    [
        "base-build",
        "base-build-sbt",
        "base-root",
        "base-runtime",
        "base-runtime-jre",
    ];

    private static readonly string[] Repositories =
    [
        .. Images,
        .. TinyUpstream.Copies.Select(copy => copy.Split(':')[0]).Distinct(),
    ];

    [Test]
    public async Task PushAll_ToAnEmptyAccount_MakesTheRepositoriesAndThenDoesNothingTwice()
    {
        await using var account = await LocalAccount.OpenAsync();
        await using var tree = await ImageTree.CreateAsync();
        account.Hand(tree);

        (await tree.RunAsync("--target=Push-All", "--create-repositories", "--release")).Succeeded();

        using var client = account.Client();
        var found = await client.DescribeRepositoriesAsync(new DescribeRepositoriesRequest());
        Assert.That(
            found.Repositories.Select(repository => repository.RepositoryName),
            Is.EquivalentTo(Repositories.Select(name => $"{tree.Prefix}/{name}"))
        );
        var request = new DescribeImagesRequest { RepositoryName = $"{tree.Prefix}/base-runtime" };
        var images = (await client.DescribeImagesAsync(request)).ImageDetails;
        var image = images.Single(image => image.ImageTags is { Count: > 0 });
        Assert.That(image.ImageTags, Is.SupersetOf(new[] { "latest", "main", "1.4.0", "keep-1.4.0" }));
        Assert.That(
            (await account.TakeCallsAsync()).Select(call => call.Action),
            Has.Exactly(Repositories.Length).EqualTo("ecr:CreateRepository")
                & Has.Exactly(Repositories.Length).EqualTo("ecr:PutLifecyclePolicy")
        );

        (await tree.RunAsync("--target=Push-All", "--create-repositories", "--release")).Succeeded();

        // The account, the token, a HEAD for each fingerprint and each of its four tags, and one for each copy.
        var calls = (await account.TakeCallsAsync()).Select(call => call.Action).ToList();
        Assert.That(calls, Has.Exactly((Images.Length * 5) + TinyUpstream.Copies.Count).EqualTo("ecr:BatchGetImage"));
        Assert.That(
            calls.Where(action => action != "ecr:BatchGetImage"),
            Is.EquivalentTo(new[] { "sts:GetCallerIdentity", "ecr:GetAuthorizationToken" })
        );
    }

    [Test]
    public async Task Push_ToMissingRepositories_IsAnErrorWithBothRemediesBeforeAnythingIsBuilt()
    {
        await using var account = await LocalAccount.OpenAsync();
        await using var tree = await ImageTree.CreateAsync();
        account.Hand(tree);

        var run = await tree.RunAsync("--target=Push-Base-Build");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Contain($"{tree.Prefix}/base-build, {tree.Prefix}/base-root"));
        Assert.That(run.Error, Does.Contain("--create-repositories").And.Contain("cloudformation/ecr.yaml"));
        Assert.That(run.Output, Does.Not.Contain("building"));
    }
}
