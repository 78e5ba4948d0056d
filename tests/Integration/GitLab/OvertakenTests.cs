using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>Pipelines that run at the same time.</summary>
public sealed class OvertakenTests
{
    private GitLabProject older = null!;
    private GitLabProject newer = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        older = await GitLabProject.CreateAsync();
        newer = await older.CloneAsync();
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await newer.DisposeAsync();
        await older.DisposeAsync();
    }

    [Test]
    public async Task Pipelines_OfTwoCommitsOfABranch_LeaveTheTagsToTheNewerOne()
    {
        using var first = await older.StartPipelineAsync(await older.BranchAsync());
        await first.UntilAsync(() => Task.FromResult(first.Seen.Contains("plan   finished")), "its plan was made");
        newer.Tree.Write("images/base-root/rootfs.sh", "#!/bin/sh\ntouch rootfs.tar # anew\n");
        var commit = await newer.CommitAndPushAsync("Another base-root");
        using var second = await newer.StartPipelineAsync(await newer.BranchAsync());

        (await first.EndAsync()).Succeeded();
        (await second.EndAsync()).Succeeded();
        foreach (var image in (string[])["base-root", "base-build", "base-build-sbt", "base-runtime-jre"])
        {
            var ofNewer = await newer.Tree.Registry.DigestAsync(image, commit);
            Assert.That(await newer.Tree.Registry.DigestAsync(image, "latest"), Is.EqualTo(ofNewer), image);
            Assert.That(await newer.Tree.Registry.DigestAsync(image, "main"), Is.EqualTo(ofNewer), image);
        }
    }

    [Test]
    public async Task Pipelines_OfTwoBranches_WriteEachItsOwnTags()
    {
        var topic = await older.CloneAsync();
        await using var _ = topic;
        await topic.Tree.GitAsync("checkout", "--quiet", "-b", "topic");
        topic.Tree.Write("images/base-build/content", "of the topic\n");
        var commit = await topic.CommitAndPushAsync("A topic");

        using var ofMain = await older.StartPipelineAsync(await older.BranchAsync());
        using var ofTopic = await topic.StartPipelineAsync(await topic.BranchAsync("topic"));

        (await ofMain.EndAsync()).Succeeded();
        (await ofTopic.EndAsync()).Succeeded();
        var registry = topic.Tree.Registry;
        Assert.That(
            await registry.DigestAsync("base-build", "topic"),
            Is.EqualTo(await registry.DigestAsync("base-build", commit))
        );
        Assert.That(
            await registry.DigestAsync("base-build", "latest"),
            Is.Not.EqualTo(await registry.DigestAsync("base-build", "topic"))
        );
    }
}
