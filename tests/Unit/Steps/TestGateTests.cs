using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Facts;

namespace Bakehouse.UnitTests.Steps;

/// <summary>Nothing gets a name unless its tests passed, whatever way a target is called.</summary>
internal sealed class TestGateTests : IDisposable
{
    private readonly StepFixture fixture = new();

    public TestGateTests() => fixture.Tree.With("root").WithTest("root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Tag_WithoutTests_IsRefused()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.TagAsync("root"))!;

        Assert.That(error.Problem, Does.Contain("root is not tagged"));
        Assert.That(fixture.Engine.Names, Is.EqualTo(new[] { fixture.Identity.WorkingTagOf("root") }));
    }

    [Test]
    public async Task Push_WithoutTests_IsRefusedAndWritesNothing()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.PushAsync("root"))!;

        Assert.That(error.Problem, Does.Contain("root is not pushed"));
        Assert.That(fixture.Registry.TagsOf("registry.test/base/root"), Is.Empty);
    }

    [Test]
    public async Task Push_OfAnImageThatOnlyHasToBeTested_IsRefusedWithoutTests()
    {
        await fixture.Facts.PublishAsync(["root"], tested: false);
        await fixture.PlanAsync();

        Assert.ThrowsAsync<BakehouseException>(() => fixture.PushAsync("root"));

        Assert.That(fixture.Journal, Has.None.StartsWith("PUT"));
    }

    [Test]
    public async Task TagAndPush_AfterFailedTests_AreRefused()
    {
        fixture.Broken.Add("root");
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");

        var failed = Assert.ThrowsAsync<TestsFailedException>(() => fixture.TestAsync("root"))!;

        Assert.That(failed.Message, Does.Contain("root").And.Contain("check").And.Contain("expected 1, found 2"));
        Assert.ThrowsAsync<BakehouseException>(() => fixture.TagAsync("root"));
        Assert.ThrowsAsync<BakehouseException>(() => fixture.PushAsync("root"));
        Assert.That(fixture.Registry.TagsOf("registry.test/base/root"), Is.Empty);
    }

    [Test]
    public async Task Test_WhatCameOfIt_IsLeftAsJUnit()
    {
        fixture.Broken.Add("root");
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");

        Assert.ThrowsAsync<TestsFailedException>(() => fixture.TestAsync("root"));

        Assert.That(File.ReadAllText(fixture.ReportOf("root")), Does.Contain("expected 1, found 2"));
    }

    [Test]
    public async Task Test_ImageWithoutAnyTest_PassesWithoutAContainer()
    {
        fixture.Tree.With("plain");
        await fixture.PlanAsync();

        await fixture.BakeAsync("plain");

        Assert.That(fixture.Journal, Has.None.EqualTo("test plain"));
        Assert.That(fixture.Registry.TagsOf("registry.test/base/plain"), Does.Contain("topic"));
    }

    [Test]
    public async Task Test_ImageWhoseParentHasTests_RunsThem()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root", "child");

        Assert.That(fixture.Journal, Does.Contain("test child"));
    }

    [Test]
    public async Task Test_BeforeAnythingWasBuilt_SaysHowToBuildIt()
    {
        await fixture.PlanAsync();

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.TestAsync("root"))!;

        Assert.That(error.Remedy, Does.Contain("without --exclusive"));
    }

    [Test]
    public async Task Run_TestsChanged_PullsByDigestTestsAndTagsWithoutABuild()
    {
        await fixture.Facts.PublishAsync(["root"], tested: false);
        var plan = await fixture.PlanAsync();
        var digest = plan.Find("root")!.Digest!;

        await fixture.BakeAsync("root");

        Assert.That(plan.ActionOf(fixture.Catalog["root"]), Is.EqualTo(ImageAction.Test));
        Assert.That(fixture.Engine.Builds, Is.Empty);
        Assert.That(
            fixture.Journal.Take(3),
            Is.EqualTo(
                new[]
                {
                    $"pull registry.test/base/root@{digest}",
                    $"tag {fixture.Run.ResultOf("root").Id} working/root",
                    "test root",
                }
            )
        );
        Assert.That(fixture.Registry[FactFixture.NameOf("root", "topic")], Is.EqualTo(digest));
    }
}
