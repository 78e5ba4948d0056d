using Bakehouse.Engine;
using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

public sealed class EngineObserverTests
{
    [Test]
    public async Task Observer_OfARun_SeesEveryTaskToItsEnd()
    {
        var observer = new RecordingObserver();
        var fixture = new EngineFixture(new ParallelEngineOptions { MaxDegreeOfParallelism = 1 }, observer);
        fixture.Engine.RegisterSetupAction(_ => observer.Seen.Add("setup"));
        fixture.Engine.RegisterTeardownAction(_ => observer.Seen.Add("teardown"));
        fixture.Task("Good");
        fixture.Failing("Broken");
        fixture.Task("Child", "Broken");
        fixture.Task("Idle").WithCriteria(false, "nothing to do");
        fixture.Task("All", "Good", "Child", "Idle");

        await fixture.CatchAsync("All");

        string[] expected =
        [
            "setup",
            "run of Good, Broken, Child, Idle, All",
            "Good started",
            "Good Done",
            "Broken started",
            "Broken Failed: Broken is broken",
            "Child Blocked: depends on Broken, which failed",
            "All Blocked: depends on Broken, which failed",
            "Idle started",
            "Idle Skipped: nothing to do",
            "ended with Good, Broken, Child, All, Idle",
            "teardown",
        ];
        Assert.That(observer.Seen, Is.EqualTo(expected));
    }

    [Test]
    public async Task Observer_OfARunWhoseSetupFails_SeesNothing()
    {
        var observer = new RecordingObserver();
        var fixture = new EngineFixture(observer: observer);
        fixture.Engine.RegisterSetupAction(_ => throw new InvalidOperationException("setup"));
        fixture.Task("A");

        await fixture.CatchAsync("A");

        Assert.That(observer.Seen, Is.Empty);
    }

    private sealed class RecordingObserver : IEngineObserver
    {
        public List<string> Seen { get; } = [];

        public void RunStarting(IReadOnlyList<ICakeTaskInfo> tasks) =>
            Seen.Add($"run of {string.Join(", ", tasks.Select(task => task.Name))}");

        public void TaskStarted(ICakeTaskInfo task) => Seen.Add($"{task.Name} started");

        public void TaskFinished(TaskResult result)
        {
            var why = result.Exception?.Message ?? result.Reason;
            Seen.Add($"{result.Task.Name} {result.Outcome}{(why is null ? "" : $": {why}")}");
        }

        public void RunFinished(IReadOnlyList<TaskResult> results) =>
            Seen.Add($"ended with {string.Join(", ", results.Select(result => result.Task.Name))}");
    }
}
