using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Whether a plan has anything to do.</summary>
internal sealed class PlanTests
{
    [TestCase(true, CopyAction.Nothing, CopyAction.Keep, CopyAction.Withhold, CopyAction.LeaveOut)]
    [TestCase(false, CopyAction.Mirror)]
    [TestCase(false, CopyAction.Nothing, CopyAction.Fail)]
    public void IsDone_OfCopies_IsFalseWhereOneChangesOrIsMissing(bool expected, params CopyAction[] actions)
    {
        var facts = PlannerFacts.With([]) with
        {
            Copies =
            [
                .. actions.Select(action => new PlannedCopy
                {
                    Name = $"utility/redis:{action}",
                    Upstream = "docker.io/library/redis:7",
                    Action = action,
                    Reasons = ["a reason"],
                }),
            ],
        };

        Assert.That(Planner.Plan([], facts).IsDone, Is.EqualTo(expected));
    }

    [Test]
    public void FindCopy_AmongOthers_IsTheOneOfThatName()
    {
        PlannedCopy copy = new()
        {
            Name = "utility/redis:7",
            Upstream = "docker.io/library/redis:7",
            Action = CopyAction.Keep,
            Reasons = ["a reason"],
        };
        var plan = Planner.Plan([], PlannerFacts.With([]) with { Copies = [copy with { Name = "other" }, copy] });

        Assert.That(plan.FindCopy("utility/redis:7"), Is.EqualTo(copy));
        Assert.That(plan.FindCopy("utility/redis:8"), Is.Null);
    }
}
