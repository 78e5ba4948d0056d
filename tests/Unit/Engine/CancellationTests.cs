using Bakehouse.Engine;

namespace Bakehouse.UnitTests.Engine;

public sealed class CancellationTests
{
    [Test]
    public async Task Cancel_WhileTasksRun_AwaitsThemAndStartsNothing()
    {
        using var source = new CancellationTokenSource();
        var fixture = new EngineFixture(
            new ParallelEngineOptions { MaxDegreeOfParallelism = 2 },
            cancellationToken: source.Token
        );
        var endedUndisturbed = false;
        fixture.TaskAsync("Heeds", () => Task.Delay(Timeout.Infinite, TaskScope.CancellationToken));
        fixture.TaskAsync(
            "Ignores",
            async () =>
            {
                await source.CancelAsync();
                await Task.Yield();
                endedUndisturbed = true;
            }
        );
        fixture.Task("Child", "Ignores");

        var failed = await fixture.FailAsync("Heeds", "Child");

        Assert.Multiple(() =>
        {
            Assert.That(endedUndisturbed, Is.True);
            Assert.That(failed.Done, Is.EqualTo((string[])["Ignores"]));
            Assert.That(failed.Cancelled, Is.EqualTo((string[])["Heeds", "Child"]));
            Assert.That(failed.Failed, Is.Empty);
            Assert.That(failed.Message, Does.StartWith("Of 3 tasks, 2 cancelled, 1 done."));
        });
    }

    [Test]
    public async Task Cancel_BeforeTheRun_StillTearsDownUncancelled()
    {
        var fixture = new EngineFixture(cancellationToken: new CancellationToken(canceled: true));
        bool? cancelledInSetup = null;
        bool? cancelledInTeardown = null;
        fixture.Engine.RegisterSetupAction(_ => cancelledInSetup = TaskScope.CancellationToken.IsCancellationRequested);
        fixture.Engine.RegisterTeardownAction(_ =>
            cancelledInTeardown = TaskScope.CancellationToken.IsCancellationRequested
        );
        fixture.Task("A");

        var failed = await fixture.FailAsync("A");

        Assert.That(failed.Cancelled, Is.EqualTo((string[])["A"]));
        Assert.That(fixture.Ran, Is.Empty);
        Assert.That((cancelledInSetup, cancelledInTeardown), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Cancel_DuringTheLastTask_ThatEndsWell_IsASuccess()
    {
        using var source = new CancellationTokenSource();
        var fixture = new EngineFixture(cancellationToken: source.Token);
        fixture.Task("A", source.Cancel);

        var report = await fixture.RunAsync("A");

        Assert.That(report.Select(entry => entry.TaskName), Is.EqualTo((string[])["A"]));
    }

    [Test]
    public async Task Cancellation_ThatNobodyAskedFor_IsAFailure()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("A", () => throw new OperationCanceledException("a timeout of its own"));

        var failed = await fixture.FailAsync("A");

        Assert.That(failed.Failed.Keys, Is.EqualTo((string[])["A"]));
    }
}
