using Bakehouse.Adapters.Docker;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Facts;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>How an image comes into the registry.</summary>
internal sealed class PushStepTests : IDisposable
{
    private const string Repository = "registry.test/base/root";
    private readonly StepFixture fixture = new();

    public PushStepTests() => fixture.Tree.With("root").WithTest("root");

    private string FingerprintTag => fixture.FingerprintOf("root").Tag;

    private string TestedTag => fixture.FingerprintOf("root").TestedTag(fixture.Run.InputsOf("root").Tests);

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Push_BuiltImage_WritesFingerprintThenProofOfTestsThenTags()
    {
        fixture.Facts.Options = fixture.Facts.Options with { PushOptions = ["--quiet"] };
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        var fingerprint = $"{Repository}:{FingerprintTag}";
        Assert.That(
            fixture.Journal.SkipWhile(line => !line.StartsWith("GET", StringComparison.Ordinal)),
            Is.EqualTo(
                new[]
                {
                    $"GET {Repository}:{TestedTag}",
                    $"tag {fixture.Run.ResultOf("root").Id} {fingerprint}",
                    $"push --quiet {fingerprint}",
                    $"GET {fingerprint}",
                    $"PUT {fingerprint}",
                    $"PUT {Repository}:{TestedTag}",
                    $"PUT {Repository}:topic",
                    $"PUT {Repository}:{PlannerFacts.Commit}",
                }
            )
        );
    }

    [Test]
    public async Task Push_ThenANewRun_FindsNothingToDo()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();
        await fixture.BakeAsync("root", "child");

        var plan = await fixture.PlanAsync();

        Assert.That(plan.Images.Select(image => image.Action), Is.All.EqualTo(ImageAction.Nothing));
    }

    [Test]
    public async Task Push_SomebodyElseWasFaster_TakesTheirsAndPushesNothing()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        var theirs = fixture.PutTheirs("root", fixture.Run.InputsOf("root").Tests);

        await fixture.PushAsync("root");

        Assert.That(fixture.DigestOf("root"), Is.EqualTo(theirs));
        Assert.That(fixture.Registry[$"{Repository}:topic"], Is.EqualTo(theirs));
        Assert.That(fixture.Journal, Has.None.StartsWith("push"));
    }

    [Test]
    public async Task Push_Fails_TakesItsNameAwayAndWritesNoTag()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        fixture.Engine.OnWork = name =>
        {
            if (name.StartsWith(Repository, StringComparison.Ordinal))
            {
                throw new DockerException("docker push", "denied");
            }
        };

        Assert.ThrowsAsync<DockerException>(() => fixture.PushAsync("root"));
        await new WorkingTags(fixture.Engine, fixture.Run, fixture.Identity).RemoveAsync();

        Assert.That(fixture.Engine.Names, Is.Empty);
        Assert.That(fixture.Registry.TagsOf(Repository), Is.Empty);
    }

    [Test]
    public async Task Push_RetagOfSome_WritesOnlyThose()
    {
        await fixture.Facts.PublishAsync(["root"], tested: true, "topic");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(
            fixture.Journal.Where(line => line.StartsWith("PUT", StringComparison.Ordinal)),
            Is.EqualTo(new[] { $"PUT {Repository}:{PlannerFacts.Commit}" })
        );
    }

    [Test]
    public async Task Push_Retag_WritesManifestsAndTouchesNoEngine()
    {
        await fixture.Facts.PublishAsync(["root"]);
        var plan = await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(plan.Find("root")!.Action, Is.EqualTo(ImageAction.Retag));
        Assert.That(fixture.Journal.Select(line => line.Split(' ')[0]), Is.All.EqualTo("GET").Or.EqualTo("PUT"));
        Assert.That(fixture.Registry[$"{Repository}:topic"], Is.EqualTo(plan.Find("root")!.Digest));
        Assert.That(fixture.Engine.Names, Is.Empty);
    }

    [Test]
    public async Task Push_Nothing_SendsNoRequest()
    {
        await fixture.Facts.PublishAsync(["root"], tested: true, "topic", PlannerFacts.Commit);
        var plan = await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(fixture.Journal, Is.Empty);
        Assert.That(fixture.DigestOf("root"), Is.EqualTo(plan.Find("root")!.Digest));
    }

    [Test]
    public async Task Push_VersionWasTakenMeanwhile_WritesNoneOfTheTagsThatPeoplePull()
    {
        fixture.Facts.Known = fixture.Facts.Known with { IsRelease = true };
        await fixture.PlanAsync();
        var theirs = fixture.Registry.Put($"{Repository}:1.4.0", "theirs");

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BakeAsync("root"))!;

        Assert.Multiple(() =>
        {
            Assert.That(error.Problem, Does.Contain("1.4.0").And.Contain(theirs.Short));
            Assert.That(fixture.Registry[$"{Repository}:1.4.0"], Is.EqualTo(theirs));
            Assert.That(fixture.Registry.TagsOf(Repository), Does.Not.Contain("topic"));
        });
    }

    [Test]
    public async Task Push_VersionIsThereAlready_IsNotWrittenAgain()
    {
        await fixture.Facts.PublishAsync(["root"], tested: true, "1.4.0");
        fixture.Facts.Known = fixture.Facts.Known with { IsRelease = true };
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(fixture.Journal, Has.None.EqualTo($"PUT {Repository}:1.4.0"));
        Assert.That(fixture.Journal, Does.Contain($"PUT {Repository}:topic"));
    }

    [Test]
    public async Task Push_ParentNotPushed_SaysWhichAndHow()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        await fixture.BuildAsync("child");
        await fixture.TestAsync("child");

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.PushAsync("child"))!;

        Assert.That(error.Problem, Does.Contain("child").And.Contain("root"));
    }

    [Test]
    public async Task Push_ParentOutsideTheRun_GoesUnderTheFingerprintWithItsDigest()
    {
        fixture.Tree.With("child", "root");
        await fixture.Facts.PublishAsync(["root"]);
        await fixture.PlanAsync("child");

        await fixture.BakeAsync("child");

        var collected = await fixture.Facts.CollectAsync();
        Assert.That(fixture.Registry.TagsOf("registry.test/base/child"), Does.Contain(collected.TestedTagOf("child")));
    }

    [Test]
    public async Task Push_Fork_WritesNothingThatOthersTrust()
    {
        fixture.Facts.Known = fixture.Facts.Known with { Source = fixture.Facts.Known.Source with { IsFork = true } };
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(fixture.Registry.TagsOf(Repository), Is.Empty);
        Assert.That(fixture.Engine.Names, Is.EqualTo(new[] { fixture.Identity.WorkingTagOf("root") }));
    }
}
