using System.Text.Json;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>A plan that one run saves and another one carries out, and what else the target <c>Plan</c> tells.</summary>
public sealed class SavedPlanTests
{
    private const string Saved = "--plan=artifacts/plan.json";
    private ImageTree tree = null!;
    private string first = null!;
    private string second = null!;

    [OneTimeSetUp]
    public async Task PushAsync()
    {
        tree = await ImageTree.CreateAsync();
        first = await tree.GitAsync("rev-parse", "HEAD");
        SetPipeline(first);
        (await tree.RunAsync("--target=Push-All")).Succeeded();
        tree.Write("images/base-build/content", "changed\n");
        second = await tree.CommitAsync("Another base-build");
        SetPipeline(second);
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test, Order(1)]
    public async Task Plan_IsSavedAsJsonAndWritesNothingToTheRegistry()
    {
        (await tree.RunAsync("--target=Plan", "--exit-code-if-nothing=3")).Succeeded();

        using var plan = JsonDocument.Parse(await File.ReadAllTextAsync(tree.PathOf("artifacts/plan.json")));
        var images = plan.RootElement.GetProperty("images").EnumerateArray();
        var build = images.Single(image => image.GetProperty("name").GetString() == "base-build");
        Assert.That(plan.RootElement.GetProperty("schema").GetInt32(), Is.EqualTo(2));
        Assert.That(build.GetProperty("action").GetString(), Is.EqualTo("Build"));
        Assert.That(build.GetProperty("reasons")[0].GetString(), Is.EqualTo("images/base-build/content changed"));
        Assert.That(await tree.Registry.DigestAsync("base-build", second), Is.Null);
    }

    [Test, Order(2)]
    public async Task Push_OfASavedPlan_DoesWhatItSays()
    {
        var run = (await tree.RunAsync("--target=Push-All", Saved)).Succeeded();

        Assert.That(run.ActionOf("base-build"), Is.EqualTo("build"));
        Assert.That(run.ActionOf("base-runtime"), Is.EqualTo("retag"));
        Assert.That(await tree.Registry.DigestAsync("base-build", second), Is.Not.Null);
        Assert.That(await tree.Registry.DigestAsync("base-runtime", second), Is.Not.Null);
    }

    [Test, Order(3)]
    public async Task Push_OfASavedPlanThatWasCarriedOut_IsRefused()
    {
        var run = await tree.RunAsync("--target=Push-All", Saved);

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(
            run.All,
            Does.Contain("holds no more").And.Contain("base-build was to build").And.Contain("--target=Plan")
        );
        Assert.That(run.HasStackTrace, Is.False);
    }

    [Test, Order(4)]
    public async Task Plan_WithNothingToDo_HasTheExitCodeThatWasAskedFor()
    {
        Assert.That((await tree.RunAsync("--target=Plan", "--exit-code-if-nothing=3")).ExitCode, Is.EqualTo(3));
        Assert.That((await tree.RunAsync("--target=Plan")).ExitCode, Is.Zero);
    }

    [Test, Order(5)]
    public async Task Push_OfASavedPlanAfterATagMoved_NamesTheTag()
    {
        (await tree.RunAsync("--target=Plan")).Succeeded();
        var moved = await tree.Registry.DigestAsync("base-build", first);
        await tree.Registry.MoveAsync("base-build", "latest", first);
        try
        {
            var run = await tree.RunAsync("--target=Push-All", Saved);

            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(
                run.All,
                Does.Contain("base-build was to be left alone").And.Contain("the tag latest points elsewhere")
            );
            Assert.That(await tree.Registry.DigestAsync("base-build", "latest"), Is.EqualTo(moved));
        }
        finally
        {
            await tree.Registry.MoveAsync("base-build", "latest", second);
        }
    }

    [Test, Order(6)]
    public async Task Explain_OfAnImage_TellsWhatDecides()
    {
        var run = (await tree.RunAsync("--target=Plan", "--explain=base-build")).Succeeded();

        Assert.That(
            run.Output,
            Does.Contain("base-build: nothing")
                .And.Contain("file content")
                .And.Contain($"parent base-root {await tree.Registry.DigestAsync("base-root", "latest")}")
                .And.Contain(await tree.Registry.DigestAsync("base-build", "latest"))
                .And.Match(@"latest +\(")
        );
    }

    [Test, Order(7)]
    public async Task Push_OfASavedPlanAfterACommit_NamesBothCommitsAndWritesNothing()
    {
        (await tree.RunAsync("--target=Plan")).Succeeded();
        var third = await tree.CommitAsync("Nothing of an image");
        SetPipeline(third);

        var run = await tree.RunAsync("--target=Push-All", Saved);

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain($"the commit was {second}, and is now {third}"));
        Assert.That(await tree.Registry.DigestAsync("base-root", third), Is.Null);
    }

    private void SetPipeline(string sha)
    {
        tree.Variables["GITLAB_CI"] = "true";
        tree.Variables["CI_COMMIT_SHA"] = sha;
        tree.Variables["CI_DEFAULT_BRANCH"] = "main";
        tree.Variables["CI_COMMIT_BRANCH"] = "main";
        tree.Variables["CI_COMMIT_REF_SLUG"] = "main";
    }
}
