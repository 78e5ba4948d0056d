using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

/// <summary>Builds whose meaning Cake defines.</summary>
internal static class CakeScripts
{
    private const string FailedA = "report: Task A Failed ";

    public static IReadOnlyList<Script> All { get; } =
    [
        new("ChainWithEverything", ChainWithEverything, "C") { Jobs = 4 },
        new("DelegatedTask", (engine, _) => engine.RegisterTask("A"), "A"),
        new("SkippedDependency", SkippedDependency, "B") { Jobs = 4 },
        new("SkippedTarget", SkippedDependency, "A") { OnlyInOurReport = FailedA },
        new("SkippedTargetWithoutMessage", (engine, _) => engine.RegisterTask("A").WithCriteria(false), "A")
        {
            OnlyInOurReport = FailedA,
        },
        new("CriterionThatThrows", (engine, _) => engine.RegisterTask("A").WithCriteria(_ => throw Boom()), "A")
        {
            OnlyInOurReport = FailedA,
        },
        new("FailingTask", (engine, note) => Failing(engine, note), "A"),
        new("SwallowedError", (engine, note) => Failing(engine, note).ContinueOnError(), "A"),
        new("HandledError", (engine, note) => Failing(engine, note).OnError(error => note(error.Message)), "A"),
        new("HandlerThatThrows", (engine, note) => Failing(engine, note).OnError(_ => throw Boom("handler")), "A"),
        new("ReportedError", (engine, note) => Failing(engine, note).ReportError(error => note(error.Message)), "A"),
        new("ReporterThatThrows", (engine, note) => Failing(engine, note).ReportError(_ => throw Boom("r")), "A"),
        new("FinallyAfterSuccess", (engine, note) => Working(engine, note).Finally(() => note("finally")), "A"),
        new("FinallyAfterFailure", (engine, note) => Failing(engine, note).Finally(() => note("finally")), "A"),
        new("DeferredErrors", DeferredErrors, "A"),
        new("TaskSetupThatThrows", TaskSetupThatThrows, "A") { OnlyInOurReport = FailedA },
        new("TaskSetupThatThrowsForASkippedTask", TaskSetupThatThrowsForASkippedTask, "B"),
        new("TaskTeardownThatThrows", TaskTeardownThatThrows, "A") { OnlyInOurReport = FailedA },
        new("TaskTeardownThatThrowsAfterAFailure", TaskTeardownThatThrowsAfterAFailure, "A"),
        new("SetupThatThrows", SetupThatThrows, "A"),
        new("TeardownThatThrows", TeardownThatThrows, "A"),
        new("TeardownsThatThrow", TeardownsThatThrow, "A"),
        new("TeardownThatThrowsAfterAFailure", TeardownThatThrowsAfterAFailure, "A"),
        new("TypedData", TypedData, "A"),
        new("TeardownWithoutItsData", TeardownWithoutItsData, "A"),
        new("ActionsOfOneTask", ActionsOfOneTask, "A"),
    ];

    private static InvalidOperationException Boom(string message = "boom") => new(message);

    private static CakeTaskBuilder Working(ICakeEngine engine, Action<string> note, string name = "A") =>
        engine.RegisterTask(name).Does(() => note($"runs {name}"));

    private static CakeTaskBuilder Failing(ICakeEngine engine, Action<string> note) =>
        Working(engine, note).Does(() => throw Boom());

    private static void ChainWithEverything(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterSetupAction(setup => note($"setup for {setup.TargetTask.Name}: {Names(setup)}"));
        engine.RegisterTeardownAction(teardown => note($"teardown {teardown.Successful}"));
        engine.RegisterTaskSetupAction(setup => note($"setup of {setup.Task.Name}"));
        engine.RegisterTaskTeardownAction(teardown => note($"teardown of {teardown.Task.Name}"));
        Working(engine, note, "C").IsDependentOn("B");
        Working(engine, note, "B");
        Working(engine, note, "A").IsDependeeOf("B");
        Working(engine, note, "Other");
    }

    private static string Names(ISetupContext setup) =>
        string.Join(", ", setup.TasksToExecute.Select(task => task.Name));

    private static void SkippedDependency(ICakeEngine engine, Action<string> note)
    {
        Working(engine, note).WithCriteria(true, "met").WithCriteria(false, "not today").WithCriteria(false, "never");
        Working(engine, note, "B").IsDependentOn("A");
    }

    private static void DeferredErrors(ICakeEngine engine, Action<string> note) =>
        Failing(engine, note).Does(() => throw Boom("second")).Does(() => note("third")).DeferOnError();

    private static void TaskSetupThatThrows(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTaskSetupAction(_ => throw Boom());
        engine.RegisterTaskTeardownAction(teardown => note($"teardown of {teardown.Task.Name} {teardown.Duration}"));
        engine.RegisterTask("A").WithCriteria(_ => true).OnError(_ => note("never"));
        engine.RegisterTeardownAction(teardown => note($"teardown {teardown.ThrownException.Message}"));
    }

    private static void TaskSetupThatThrowsForASkippedTask(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTaskSetupAction(setup => note($"setup of {setup.Task.Name}"));
        engine.RegisterTaskTeardownAction(teardown => note($"{teardown.Task.Name} skipped: {teardown.Skipped}"));
        SkippedDependency(engine, note);
    }

    private static void TaskTeardownThatThrows(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTaskTeardownAction(_ => throw Boom("task teardown"));
        Working(engine, note);
    }

    private static void TaskTeardownThatThrowsAfterAFailure(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTaskTeardownAction(_ => throw Boom("task teardown"));
        Failing(engine, note);
    }

    private static void SetupThatThrows(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterSetupAction(_ => throw Boom("setup"));
        engine.RegisterTeardownAction(teardown => note($"teardown {teardown.ThrownException.Message}"));
        Working(engine, note);
    }

    private static void TeardownThatThrows(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTeardownAction(_ => throw Boom("teardown"));
        Working(engine, note);
    }

    private static void TeardownsThatThrow(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterSetupAction(_ => "data");
        engine.RegisterTeardownAction(_ => throw Boom("teardown 1"));
        engine.RegisterTeardownAction<string>((_, _) => throw Boom("teardown 2"));
        Working(engine, note);
    }

    private static void TeardownThatThrowsAfterAFailure(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTeardownAction(_ => throw Boom("teardown"));
        Failing(engine, note);
    }

    private static void TypedData(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterSetupAction(_ => "flour");
        engine.RegisterTaskSetupAction<string>((_, data) => note($"task setup has {data}"));
        engine.RegisterTaskTeardownAction<string>((_, data) => note($"task teardown has {data}"));
        engine.RegisterTeardownAction<string>((_, data) => note($"teardown has {data}"));
        engine.RegisterTask("A").Does<string>((_, data) => note($"task has {data}"));
    }

    private static void TeardownWithoutItsData(ICakeEngine engine, Action<string> note)
    {
        engine.RegisterTeardownAction<string>((_, data) => note(data));
        Working(engine, note);
    }

    private static void ActionsOfOneTask(ICakeEngine engine, Action<string> note) =>
        Working(engine, note)
            .Does(async () =>
            {
                await Task.Yield();
                note("asynchronous");
            })
            .DoesForEach(["x", "y"], item => note(item));
}
