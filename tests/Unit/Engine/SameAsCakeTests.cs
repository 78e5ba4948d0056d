using Bakehouse.Engine;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.UnitTests.Engine;

/// <summary>
/// What Cake promises to setup, teardown, criteria, error handlers, events and the report: each script runs on Cake's own
/// engine and on ours, and both must tell the same story.
/// </summary>
public sealed class SameAsCakeTests
{
    [TestCaseSource(nameof(Scripts))]
    public async Task Script_OnBothEngines_TellsTheSameStory(Script script)
    {
        var cakes = await TellAsync(script, data => new CakeEngine(data, new NullLog()));
        var ours = await TellAsync(
            script,
            data => new ParallelEngine(
                data,
                new NullLog(),
                new ParallelEngineOptions { MaxDegreeOfParallelism = script.Jobs }
            )
        );

        Assert.That(cakes, Has.None.EqualTo(script.OnlyInOurReport));
        Assert.That(
            ours.Count(line => line == script.OnlyInOurReport),
            Is.EqualTo(script.OnlyInOurReport is null ? 0 : 1)
        );
        Assert.That(ours.Where(line => line != script.OnlyInOurReport), Is.EqualTo(cakes));
    }

    public static IEnumerable<TestCaseData> Scripts() =>
        CakeScripts.All.Select(script => new TestCaseData(script).SetArgDisplayNames(script.Name));

    private static async Task<IReadOnlyList<string>> TellAsync(Script script, Func<ICakeDataService, ICakeEngine> make)
    {
        var story = new List<string>();
        var data = new CakeDataService();
        var context = Substitute.For<ICakeContext>();
        context.Data.Returns(data);
        var engine = make(data);
        Listen(engine, story);
        script.Define(engine, story.Add);
        var settings = new ExecutionSettings().SetTargets(script.Targets);
        var strategy = new DefaultExecutionStrategy(new NullLog(), Printer(story));
        try
        {
            Tell(await engine.RunTargetAsync(context, strategy, settings), story);
        }
        catch (CakeReportException error)
        {
            Tell(error.Report, story);
            story.Add($"thrown: {Original(error).Message}");
        }
        catch (Exception error)
        {
            story.Add($"thrown: {error.GetType().Name} {error.Message}");
        }

        return story;
    }

    private static Exception Original(CakeReportException error) =>
        error.InnerException is TasksFailedException failed ? failed.InnerException! : error.InnerException!;

    private static void Tell(CakeReport report, List<string> story) =>
        story.AddRange(
            report.Select(entry =>
                $"report: {entry.Category} {entry.TaskName} {entry.ExecutionStatus} {entry.SkippedMessage}"
            )
        );

    private static ICakeReportPrinter Printer(List<string> story)
    {
        var printer = Substitute.For<ICakeReportPrinter>();
        printer.WriteStep(Arg.Do<string>(name => story.Add($"banner: {name}")), Arg.Any<Verbosity>());
        printer.WriteSkippedStep(Arg.Do<string>(name => story.Add($"skipped: {name}")), Arg.Any<Verbosity>());
        printer.WriteLifeCycleStep(Arg.Do<string>(name => story.Add($"step: {name}")), Arg.Any<Verbosity>());
        return printer;
    }

    private static void Listen(ICakeEngine engine, List<string> story)
    {
        engine.BeforeSetup += (_, _) => story.Add("before setup");
        engine.AfterSetup += (_, _) => story.Add("after setup");
        engine.BeforeTeardown += (_, e) => story.Add($"before teardown {e.TeardownContext.Successful}");
        engine.AfterTeardown += (_, e) => story.Add($"after teardown {e.TeardownContext.ThrownException?.Message}");
        engine.BeforeTaskSetup += (_, e) => story.Add($"before setup of {e.TaskSetupContext.Task.Name}");
        engine.AfterTaskSetup += (_, e) => story.Add($"after setup of {e.TaskSetupContext.Task.Name}");
        engine.BeforeTaskTeardown += (_, e) => story.Add($"before teardown of {Describe(e.TaskTeardownContext)}");
        engine.AfterTaskTeardown += (_, e) => story.Add($"after teardown of {Describe(e.TaskTeardownContext)}");
        engine.AfterTaskTeardown += (_, _) => throw new InvalidOperationException("handlers may throw");
    }

    private static string Describe(ITaskTeardownContext context) =>
        $"{context.Task.Name} {context.Successful} {context.Skipped} {context.ThrownException?.Message}";
}

/// <summary>Tasks and lifetime of a build, which writes down what happens to it.</summary>
public sealed record Script(string Name, Action<ICakeEngine, Action<string>> Define, params string[] Targets)
{
    /// <summary>Above 1 only where tasks have one possible order.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Cake's report leaves out a task that failed outside of its actions; in ours each task is shown.</summary>
    public string? OnlyInOurReport { get; init; }
}
