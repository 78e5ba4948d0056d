using System.Collections.Concurrent;
using Bakehouse.Engine;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.UnitTests.Engine;

public sealed class ParallelismTests
{
    [Test]
    public async Task Tasks_ThatBlockTheirThread_StillRunSideBySide()
    {
        const int many = 60;
        var fixture = EngineFixture.WithJobs(many);
        using var all = new Barrier(many);
        var met = new ConcurrentBag<bool>();
        var names = Enumerable.Range(1, many).Select(number => $"Task-{number}").ToArray();
        foreach (var name in names)
            fixture.Task(name, () => met.Add(all.SignalAndWait(EngineFixture.Hang)));
        ThreadPool.GetMinThreads(out var poolThreads, out _);

        await fixture.RunAsync(names);

        Assert.That(poolThreads, Is.LessThan(many), "the pool alone would do: the test shows nothing");
        Assert.That(met, Is.EqualTo(Enumerable.Repeat(true, many)));
    }

    [Test]
    public async Task Tasks_MoreThanJobs_WaitForTheirTurn()
    {
        var fixture = EngineFixture.WithJobs(2);
        var release = new TaskCompletionSource();
        var started = new CountdownEvent(2);
        foreach (var name in (string[])["A", "B", "C"])
            fixture.TaskAsync(
                name,
                () =>
                {
                    if (!started.IsSet)
                        started.Signal();
                    return release.Task;
                }
            );

        var run = fixture.RunAsync("A", "B", "C");
        started.Wait(EngineFixture.Hang);
        var before = fixture.Ran;
        release.SetResult();
        await run;

        Assert.That(before, Is.EquivalentTo((string[])["A", "B"]));
        Assert.That(fixture.Ran, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Choice_AmongReadyTasks_FallsOnTheLongestChain()
    {
        var fixture = EngineFixture.WithJobs(2);
        var started = new ConcurrentQueue<string>();
        using var both = new Barrier(2);
        fixture.Task("Short-1", () => started.Enqueue("Short-1"));
        fixture.Task("Short-2", () => started.Enqueue("Short-2"));
        fixture.Task("Long", Meet("Long"));
        fixture.Task("Longest", Meet("Longest"));
        fixture.Task("Long-2", "Long");
        fixture.Task("Longest-2", "Longest");
        fixture.Task("Longest-3", "Longest-2");

        await fixture.RunAsync("Short-1", "Short-2", "Long-2", "Longest-3");

        Assert.That(started.Take(2), Is.EquivalentTo((string[])["Long", "Longest"]));

        Action Meet(string name) =>
            () =>
            {
                started.Enqueue(name);
                both.SignalAndWait(EngineFixture.Hang);
            };
    }

    [Test]
    public async Task Tasks_ThatGiveWay_LeaveHalfOfThePlacesToOthers()
    {
        var fixture = new EngineFixture(
            new ParallelEngineOptions { MaxDegreeOfParallelism = 4, GivesWay = task => task.Name.StartsWith("Push") }
        );
        var pushed = new TaskCompletionSource();
        fixture.Task("Build-1");
        using var two = new CountdownEvent(2);
        fixture.Task("Build-2", () => two.Wait(EngineFixture.Hang), "Build-1");
        fixture.Task("Build-3", () => pushed.SetResult(), "Build-2");
        string[] pushes = [.. Enumerable.Range(1, 6).Select(number => $"Push-{number}")];
        foreach (var push in pushes)
            fixture.TaskAsync(
                push,
                () =>
                {
                    if (!two.IsSet)
                        two.Signal();
                    return pushed.Task.WaitAsync(EngineFixture.Hang);
                },
                "Build-1"
            );
        fixture.Task("All", [.. pushes, "Build-3"]);

        await fixture.RunAsync("All");

        Assert.That(
            fixture.Ran.TakeWhile(name => name != "Build-3").Count(name => pushes.Contains(name)),
            Is.EqualTo(2)
        );
        Assert.That(fixture.Ran, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task Tasks_ThatGiveWayAndNobodyElse_TakeAllPlaces()
    {
        var fixture = new EngineFixture(new ParallelEngineOptions { MaxDegreeOfParallelism = 4, GivesWay = _ => true });
        using var all = new Barrier(4);
        string[] names = ["A", "B", "C", "D"];
        var met = new ConcurrentBag<bool>();
        foreach (var name in names)
            fixture.Task(name, () => met.Add(all.SignalAndWait(EngineFixture.Hang)));

        await fixture.RunAsync(names);

        Assert.That(met, Is.EqualTo(Enumerable.Repeat(true, 4)));
    }

    [Test]
    public async Task Strategy_OfTasksSideBySide_IsEnteredByOneAtATime()
    {
        var inside = 0;
        var overlaps = 0;
        var printer = Substitute.For<ICakeReportPrinter>();
        printer
            .When(p => p.WriteStep(Arg.Any<string>(), Arg.Any<Verbosity>()))
            .Do(_ =>
            {
                if (Interlocked.Increment(ref inside) > 1)
                    Interlocked.Increment(ref overlaps);
                Thread.Yield();
                Interlocked.Decrement(ref inside);
            });
        var fixture = new EngineFixture(new ParallelEngineOptions { MaxDegreeOfParallelism = 16 })
        {
            Strategy = new DefaultExecutionStrategy(new NullLog(), printer),
        };
        var names = Enumerable.Range(1, 200).Select(number => $"Task-{number}").ToArray();
        foreach (var name in names)
            fixture.Task(name);

        await fixture.RunAsync(names);

        Assert.That(overlaps, Is.Zero);
        Assert.That(printer.ReceivedCalls().Count(), Is.EqualTo(200));
    }

    [Test]
    public async Task OtherStrategy_ThatOnlyCounts_GetsTasksInOrderAndRunsNone()
    {
        var counted = new List<string>();
        var strategy = Substitute.For<IExecutionStrategy>();
        strategy
            .ExecuteAsync(Arg.Do<CakeTask>(task => counted.Add(task.Name)), Arg.Any<ICakeContext>())
            .Returns(Task.CompletedTask);
        var fixture = new EngineFixture(new ParallelEngineOptions { MaxDegreeOfParallelism = 8 })
        {
            Strategy = strategy,
        };
        fixture.Task("Push", "Tag");
        fixture.Task("Other");
        fixture.Task("Build");
        fixture.Task("Tag", "Build");

        await fixture.RunAsync("Push", "Other");

        Assert.That(counted, Is.EqualTo((string[])["Other", "Build", "Tag", "Push"]));
        Assert.That(fixture.Ran, Is.Empty);
    }

    [Test]
    public void Jobs_BelowOne_AreRefused() =>
        Assert.That(
            () => new ParallelEngineOptions { MaxDegreeOfParallelism = 0 },
            Throws.TypeOf<ArgumentOutOfRangeException>()
        );
}
