using System.Collections.Concurrent;
using Bakehouse.Engine;
using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

public sealed class TaskScopeTests
{
    [Test]
    public async Task Scope_OfTasksSideBySide_NamesEachItsOwn()
    {
        var fixture = EngineFixture.WithJobs(8);
        using var together = new Barrier(8);
        var seen = new ConcurrentDictionary<string, string?>();
        var names = Enumerable.Range(1, 8).Select(number => $"Task-{number}").ToArray();
        foreach (var name in names)
            fixture.TaskAsync(
                name,
                async () =>
                {
                    together.SignalAndWait(EngineFixture.Hang);
                    await Task.Yield();
                    await Task.Run(() => seen[name] = TaskScope.Current);
                }
            );

        await fixture.RunAsync(names);

        Assert.That(seen, Is.EquivalentTo(names.Select(name => KeyValuePair.Create(name, (string?)name))));
    }

    [Test]
    public async Task Scope_OfEverythingAroundATask_IsTheTasks()
    {
        var fixture = EngineFixture.WithJobs(2);
        var seen = new ConcurrentQueue<(string Where, string? Task)>();
        void See(string where) => seen.Enqueue((where, TaskScope.Current));
        fixture.Engine.RegisterSetupAction(_ => See("setup"));
        fixture.Engine.RegisterTaskSetupAction(_ => See("task setup"));
        fixture.Engine.RegisterTaskTeardownAction(_ => See("task teardown"));
        fixture.Engine.RegisterTeardownAction(_ => See("teardown"));
        fixture.Engine.AfterTaskTeardown += (_, _) => See("event");
        fixture
            .Failing("A")
            .WithCriteria(_ =>
            {
                See("criterion");
                return true;
            })
            .ReportError(_ => See("reporter"))
            .OnError(_ => See("handler"))
            .Finally(() => See("finally"));

        await fixture.RunAsync("A");

        string[] around = ["criterion", "task setup", "reporter", "handler", "finally", "task teardown", "event"];
        Assert.That(
            seen,
            Is.EqualTo([("setup", null), .. around.Select(where => (where, (string?)"A")), ("teardown", null)])
        );
        Assert.That(TaskScope.Current, Is.Null);
    }
}
