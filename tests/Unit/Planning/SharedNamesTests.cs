using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Who may write the names that all share.</summary>
internal sealed class SharedNamesTests
{
    private static readonly SourceFacts Main = new()
    {
        InCi = true,
        Branch = "main",
        DefaultBranch = "main",
    };

    [Test]
    public void DefaultBranch_MayWrite() => Assert.That(SharedNames.Objection(Main), Is.Null);

    [Test]
    public void AnyOther_MayNot() =>
        Assert.That(
            new[]
            {
                Main with
                {
                    Branch = "topic",
                },
                Main with
                {
                    Branch = null,
                },
                Main with
                {
                    IsDirty = true,
                },
                Main with
                {
                    IsMergeRequest = true,
                },
                Main with
                {
                    IsFork = true,
                },
                Main with
                {
                    NewerHead = PlannerFacts.Commit,
                },
            }.Select(SharedNames.Objection),
            Is.All.Not.Null
        );
}
