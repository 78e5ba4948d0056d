using Bakehouse.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace Bakehouse.UnitTests.Engine;

/// <summary>What holds for every run, whatever its graph, its failures and its number of jobs.</summary>
public sealed class RandomGraphTests
{
    [Test]
    public void Task_InAnyRun_StartsOnceBehindItsDependenciesAndWithinTheJobs() =>
        ForHundred(graph =>
        {
            AssertOrder(graph, new RandomRun(graph, failFast: false));
            AssertOrder(graph, new RandomRun(graph, failFast: true));
        });

    [Test]
    public void Run_OfAnyGraph_RunsAllThatNoFailureBlocks() =>
        ForHundred(graph =>
        {
            var blocked = graph.Selected.Where(task => graph.FailuresAbove(task).Count > 0).ToArray();
            var reached = graph.Selected.Except(blocked).ToArray();
            var failed = reached.Intersect(graph.Failing).ToArray();

            var run = new RandomRun(graph, failFast: false);

            Assert.That(run.Started, Is.EquivalentTo(reached.Except(graph.Skipped)));
            Assert.That(run.Of(TaskOutcome.Failed), Is.EquivalentTo(failed));
            Assert.That(run.Of(TaskOutcome.Blocked), Is.EquivalentTo(blocked));
            Assert.That(run.Of(TaskOutcome.Skipped), Is.EquivalentTo(reached.Intersect(graph.Skipped)));
            Assert.That(run.Of(TaskOutcome.Done), Is.EquivalentTo(reached.Except(graph.Skipped).Except(failed)));
            Assert.That(run.Failure is null, Is.EqualTo(failed.Length == 0));
        });

    [Test]
    public void Failure_OfAnyRun_NamesWhatFailedAndWhatItBlocks() =>
        ForHundred(graph =>
        {
            var blocked = graph.Selected.Where(task => graph.FailuresAbove(task).Count > 0).ToArray();

            var failed = new RandomRun(graph, failFast: false).FailedTasks;

            foreach (var task in blocked)
                Assert.That(
                    failed!.Blocked[RandomGraph.Name(task)],
                    Is.EquivalentTo(graph.FailuresAbove(task).Select(RandomGraph.Name))
                );
            foreach (var (name, error) in failed?.Failed ?? new Dictionary<string, Exception>())
                Assert.That(error.Message, Is.EqualTo($"{RandomGraph.Number(name)} is broken"));
        });

    [Test]
    public void Run_ThatFailsFast_EndsEveryTaskInOneWay() =>
        ForHundred(graph =>
        {
            var run = new RandomRun(graph, failFast: true);

            var failed = run.Of(TaskOutcome.Failed);
            Assert.That(run.Ended, Is.EquivalentTo(graph.Selected));
            Assert.That(failed, Is.EquivalentTo(run.Started.Intersect(graph.Failing)));
            Assert.That(
                run.Of(TaskOutcome.Blocked),
                Is.EquivalentTo(
                    graph.Selected.Where(task => failed.Any(other => other != task && graph.Reaches(task, other)))
                )
            );
            Assert.That(run.Failure is null, Is.EqualTo(failed.Count == 0));
            Assert.That(run.Of(TaskOutcome.Cancelled), failed.Count == 0 ? Is.Empty : Is.Not.Null);
        });

    private static void AssertOrder(RandomGraph graph, RandomRun run)
    {
        var started = new HashSet<int>();
        var ended = new HashSet<int>(graph.Skipped);
        foreach (var (task, starts) in run.Moments)
        {
            if (!starts)
            {
                ended.Add(task);
                continue;
            }

            Assert.That(started.Add(task), $"{task} ran twice");
            Assert.That(graph.DependenciesOf(task), Is.SubsetOf(ended), $"{task} ran too early");
            Assert.That(started.Except(ended).Count(), Is.AtMost(graph.Jobs), $"too many ran with {task}");
        }
    }

    private static void ForHundred(Action<RandomGraph> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(RandomGraph.Any(), check));
}
