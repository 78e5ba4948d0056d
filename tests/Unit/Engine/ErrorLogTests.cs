using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

/// <summary>Errors that are not thrown in the end must be found in the log.</summary>
public sealed class ErrorLogTests
{
    [Test]
    public async Task Errors_BehindTheFirst_AreLogged()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Engine.RegisterTaskTeardownAction(_ => throw new InvalidOperationException("task teardown"));
        fixture.Engine.RegisterTeardownAction(_ => throw new InvalidOperationException("teardown"));
        fixture
            .Failing("A")
            .OnError(_ => throw new InvalidOperationException("handler"))
            .Finally(() => throw new InvalidOperationException("finally"));

        var failed = await fixture.FailAsync("A");

        string[] logged =
        [
            "An error occurred when executing task 'A'.",
            "Error: A is broken",
            "An error occurred in the finally handler of task 'A': System.InvalidOperationException: finally",
            "An error occurred in the custom task teardown action (A): System.InvalidOperationException: task teardown",
            "An error occurred in a custom teardown action: System.InvalidOperationException: teardown",
        ];
        Assert.That(fixture.Log.Errors, Is.EqualTo(logged));
        Assert.That(failed.InnerException!.Message, Is.EqualTo("handler"));
    }

    [Test]
    public async Task Error_OfAnEventHandler_IsLoggedAndDoesNoHarm()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Engine.BeforeTaskSetup += Broken;
        fixture.Task("A");

        await fixture.RunAsync("A");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["A"]));
        Assert.That(
            fixture.Log.Errors,
            Is.EqualTo((string[])["An error occurred in the event handler Broken: handler"])
        );
    }

    private static void Broken(object? sender, EventArgs e) => throw new InvalidOperationException("handler");
}
