using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>The names that an image gets in the engine, and those that it loses.</summary>
internal sealed class TagStepTests : IDisposable
{
    private readonly StepFixture fixture = new();

    public TagStepTests() => fixture.Tree.With("root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Tag_TestedImage_GetsItsNamesInTheRegistry()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");

        await fixture.TagAsync("root");

        Assert.That(
            fixture.Engine.Names,
            Is.EquivalentTo(
                new[]
                {
                    fixture.Identity.WorkingTagOf("root"),
                    "registry.test/base/root:topic",
                    $"registry.test/base/root:{PlannerFacts.Commit}",
                }
            )
        );
        Assert.That(fixture.Run.ResultOf("root").Tags, Is.EqualTo(new[] { "topic", PlannerFacts.Commit }));
    }

    [TestCase("", "root:topic")]
    [TestCase("team/base", "team/base/root:topic")]
    public async Task Tag_WithoutARegistry_GetsNamesOfTheEngine(string prefix, string expected)
    {
        fixture.Facts.Destination = new Destination(null, prefix);
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");

        await fixture.TagAsync("root");

        Assert.That(fixture.Engine.Names, Does.Contain(expected));
    }

    [Test]
    public async Task RemoveWorkingTags_AfterARun_LeavesTheOtherNames()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        await fixture.TagAsync("root");

        await new WorkingTags(fixture.Engine, fixture.Run, fixture.Identity).RemoveAsync();

        Assert.That(fixture.Engine.Names, Is.Not.Empty);
        Assert.That(fixture.Engine.Names, Has.None.EqualTo(fixture.Identity.WorkingTagOf("root")));
    }

    [Test]
    public async Task RemoveWorkingTags_OfARunThatMadeNone_AsksForNothing()
    {
        await fixture.PlanAsync();

        await new WorkingTags(fixture.Engine, fixture.Run, fixture.Identity).RemoveAsync();

        Assert.That(fixture.Journal, Is.Empty);
    }
}
