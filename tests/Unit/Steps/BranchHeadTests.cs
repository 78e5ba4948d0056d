using Bakehouse.UnitTests.Facts;
using Bakehouse.UnitTests.Planning;
using NSubstitute;

namespace Bakehouse.UnitTests.Steps;

/// <summary>The branch moves on between the plan and the push.</summary>
internal sealed class BranchHeadTests : IDisposable
{
    private const string Newer = "fedcba9876543210fedcba9876543210fedcba98";
    private readonly StepFixture fixture = new();

    public BranchHeadTests() => fixture.Tree.With("root").WithTest("root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Push_WhereTheBranchHasMovedOn_WritesTheCommitsTagAndNotTheBranchs()
    {
        await fixture.PlanAsync();
        fixture.Sources.NewerHeadAsync(default).ReturnsForAnyArgs(Newer);

        await fixture.BakeAsync("root");

        var written = fixture.Journal.Where(line => line.StartsWith("PUT", StringComparison.Ordinal)).ToList();
        Assert.That(written, Has.Some.EndsWith($":{PlannerFacts.Commit}"));
        Assert.That(written, Has.None.EndsWith(":topic"));
        Assert.That(fixture.Run.ResultOf("root").Tags, Is.EqualTo(new[] { PlannerFacts.Commit }));
    }

    [Test]
    public async Task Push_WhereTheBranchIsStillThere_AsksOnceBeforeTheTags()
    {
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        await fixture.Sources.ReceivedWithAnyArgs(1).NewerHeadAsync(default);
        Assert.That(fixture.Run.ResultOf("root").Tags, Is.EqualTo(new[] { "topic", PlannerFacts.Commit }));
    }
}
