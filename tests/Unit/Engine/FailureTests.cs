using Bakehouse.Engine;
using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

public sealed class FailureTests
{
    [Test]
    public async Task Failure_OfOneBranch_LetsTheOtherGoOn()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Root");
        fixture.Failing("Broken", "Root");
        fixture.Task("Child", "Broken");
        fixture.Task("Grandchild", "Child");
        fixture.Task("Sibling", "Root");
        fixture.Task("All", "Grandchild", "Sibling");

        var failed = await fixture.FailAsync("All");

        Assert.Multiple(() =>
        {
            Assert.That(fixture.Ran, Is.EqualTo((string[])["Root", "Broken", "Sibling"]));
            Assert.That(failed.Failed.Keys, Is.EqualTo((string[])["Broken"]));
            Assert.That(failed.Blocked.Keys, Is.EquivalentTo((string[])["Child", "Grandchild", "All"]));
            Assert.That(failed.Blocked.Values, Has.All.EqualTo((string[])["Broken"]));
            Assert.That(failed.Done, Is.EqualTo((string[])["Root", "Sibling"]));
        });
    }

    [Test]
    public async Task Failure_Alone_CarriesTheOriginal()
    {
        var original = new InvalidOperationException("out of flour");
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("A", () => throw original);

        var failed = await fixture.FailAsync("A");

        Assert.That(failed.InnerException, Is.SameAs(original));
        Assert.That(failed.Failed["a"], Is.SameAs(original));
    }

    [Test]
    public async Task Failures_Several_BlockTogether()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Failing("A");
        fixture.Failing("B");
        fixture.Task("OnA", "A");
        fixture.Task("OnBoth", "OnA", "B");

        var failed = await fixture.FailAsync("OnBoth");

        Assert.Multiple(() =>
        {
            Assert.That(
                failed.InnerExceptions.Select(e => e.Message),
                Is.EqualTo((string[])["A is broken", "B is broken"])
            );
            Assert.That(failed.Blocked["OnA"], Is.EqualTo((string[])["A"]));
            Assert.That(failed.Blocked["OnBoth"], Is.EqualTo((string[])["A", "B"]));
        });
    }

    [Test]
    public async Task Message_OfAFailedRun_SumsItUp()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Root");
        fixture.Task("Broken", () => throw new InvalidOperationException("first line\nsecond line"), "Root");
        fixture.Task("Child", "Broken");
        fixture.Bare("Idle").WithCriteria(false);
        fixture.Task("All", "Child", "Idle");

        var thrown = await fixture.CatchAsync("All");

        string[] lines = ["Of 5 tasks, 1 failed, 2 blocked, 2 done.", "  Broken: first line", "    second line"];
        Assert.That(thrown!.Message.Split(Environment.NewLine), Is.EqualTo(lines));
    }

    [Test]
    public async Task Report_OfAFailedRun_HasEveryTaskOnce()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Root");
        fixture.Failing("Broken", "Root");
        fixture.Task("Child", "Broken");
        fixture.Bare("All", "Root", "Child");

        var thrown = (CakeReportException)(await fixture.CatchAsync("All"))!;

        Assert.That(
            thrown.Report.Select(entry => (entry.TaskName, entry.ExecutionStatus, entry.SkippedMessage)),
            Is.EqualTo(
                new[]
                {
                    ("Root", CakeTaskExecutionStatus.Executed, ""),
                    ("Broken", CakeTaskExecutionStatus.Failed, ""),
                    ("Child", CakeTaskExecutionStatus.Skipped, "depends on Broken, which failed"),
                    ("All", CakeTaskExecutionStatus.Skipped, "depends on Broken, which failed"),
                }
            )
        );
    }

    [Test]
    public async Task Failure_ThatAHandlerDealtWith_BlocksNothing()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Failing("Lenient").ContinueOnError();
        fixture.Task("Child", "Lenient");

        var report = await fixture.RunAsync("Child");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["Lenient", "Child"]));
        Assert.That(report.First().ExecutionStatus, Is.EqualTo(CakeTaskExecutionStatus.Failed));
    }

    [Test]
    public async Task FailFast_FirstFailure_CancelsWhatRunsAndStartsNothing()
    {
        var fixture = EngineFixture.WithJobs(2, failFast: true);
        var running = new TaskCompletionSource();
        fixture.TaskAsync(
            "Long",
            () =>
            {
                running.SetResult();
                return Task.Delay(Timeout.Infinite, TaskScope.CancellationToken);
            }
        );
        fixture.TaskAsync(
            "Broken",
            async () =>
            {
                await running.Task;
                throw new InvalidOperationException("broken");
            }
        );
        fixture.Task("Later");
        fixture.Task("Child", "Broken");
        fixture.Task("All", "Long", "Later", "Child");

        var failed = await fixture.FailAsync("All", "Later");

        Assert.Multiple(() =>
        {
            Assert.That(fixture.Ran, Is.EquivalentTo((string[])["Long", "Broken"]));
            Assert.That(failed.Failed.Keys, Is.EqualTo((string[])["Broken"]));
            Assert.That(failed.Blocked.Keys, Is.EquivalentTo((string[])["Child", "All"]));
            Assert.That(failed.Cancelled, Is.EqualTo((string[])["Long", "Later"]));
        });
    }
}
