using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Bakehouse.Engine;

/// <summary>
/// Runs one task with all that Cake puts around it: criteria, task setup and teardown, error reporter, error handler and
/// finally handler. Its result says how that ended; it does not throw.
/// </summary>
internal sealed class TaskRunner(
    ICakeContext context,
    IExecutionStrategy strategy,
    CakeEngineActions actions,
    EngineEvents events,
    ICakeLog log,
    IReadOnlySet<CakeTask> targets
)
{
    public async Task<TaskResult> RunAsync(CakeTask task, CancellationToken cancellationToken)
    {
        TaskScope.Enter(task.Name, cancellationToken);
        var watch = Stopwatch.StartNew();
        TaskResult Ended(TaskOutcome outcome) => new(task, outcome, watch.Elapsed);
        try
        {
            if (task.Criterias.Find(criteria => !criteria.Predicate(context)) is { } unmet)
            {
                Skip(task, unmet);
                return Ended(TaskOutcome.Skipped) with { Reason = unmet.Message };
            }

            var handled = await ExecuteAsync(task, watch);
            return Ended(TaskOutcome.Done) with { Exception = handled };
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            return Ended(TaskOutcome.Cancelled) with { Exception = cancelled, Reason = "cancelled while it ran" };
        }
        catch (Exception failure)
        {
            return Ended(TaskOutcome.Failed) with { Exception = failure };
        }
    }

    private void Skip(CakeTask task, CakeTaskCriteria unmet)
    {
        if (targets.Contains(task))
        {
            var reason = string.IsNullOrWhiteSpace(unmet.Message) ? "" : $": {unmet.Message}";
            throw new CakeException(
                $"Could not reach target '{task.Name}' since it was skipped due to a criteria{reason}."
            );
        }

        unmet.CausedSkippingOfTask = true;
        SetUp(task, skipped: true);
        strategy.Skip(task, unmet);
        TearDown(task, TimeSpan.Zero, skipped: true, thrown: null, failure: null)?.Throw();
    }

    /// <summary>Returns what the task threw and its error handler dealt with; throws what remains a failure.</summary>
    private async Task<Exception?> ExecuteAsync(CakeTask task, Stopwatch watch)
    {
        SetUp(task, skipped: false);
        Exception? thrown = null;
        ExceptionDispatchInfo? failure = null;
        try
        {
            await strategy.ExecuteAsync(task, context);
        }
        catch (Exception error)
        {
            thrown = error;
            failure = await HandleAsync(task, error);
        }

        failure = await FinallyAsync(task, failure);
        failure = TearDown(task, watch.Elapsed, skipped: false, thrown, failure);
        log.Verbose("Completed in {0}", watch.Elapsed);
        failure?.Throw();
        return thrown;
    }

    /// <summary>What remains of an error when the task's error reporter and handler have seen it: null where nothing does.</summary>
    private async Task<ExceptionDispatchInfo?> HandleAsync(CakeTask task, Exception error)
    {
        if (task.ErrorReporter is { } reporter)
            await ReportAsync(reporter, error);
        if (task.ErrorHandler is null)
        {
            // It is thrown in the end.
            log.Verbose("An error occurred when executing task '{0}'.", task.Name);
            return ExceptionDispatchInfo.Capture(error);
        }

        log.Error("An error occurred when executing task '{0}'.", task.Name);
        try
        {
            await strategy.HandleErrorsAsync(task.ErrorHandler, error, context);
            return null;
        }
        catch (Exception fromHandler)
        {
            if (fromHandler != error)
                log.Error("Error: {0}", error.Message);
            return ExceptionDispatchInfo.Capture(fromHandler);
        }
    }

    private async Task ReportAsync(Func<Exception, Task> reporter, Exception error)
    {
        try
        {
            await strategy.ReportErrorsAsync(reporter, error);
        }
        catch (Exception fromReporter)
        {
            // A reporter only tells of an error; as in Cake, its own errors change nothing.
            log.Debug("An error occurred in the error reporter: {0}", fromReporter.Message);
        }
    }

    private async Task<ExceptionDispatchInfo?> FinallyAsync(CakeTask task, ExceptionDispatchInfo? failure)
    {
        if (task.FinallyHandler is null)
            return failure;
        try
        {
            await strategy.InvokeFinallyAsync(task.FinallyHandler, context);
            return failure;
        }
        catch (Exception error)
        {
            return FirstOf(failure, error, $"the finally handler of task '{task.Name}'");
        }
    }

    private void SetUp(CakeTask task, bool skipped)
    {
        var setup = new TaskSetupContext(context, task);
        events.Publish(events.BeforeTaskSetup, new BeforeTaskSetupEventArgs(setup));
        try
        {
            if (actions.TaskSetup is { } action)
                strategy.PerformTaskSetup(action, setup);
        }
        catch (Exception error)
        {
            TearDown(task, TimeSpan.Zero, skipped, error, ExceptionDispatchInfo.Capture(error));
            throw;
        }
        finally
        {
            events.Publish(events.AfterTaskSetup, new AfterTaskSetupEventArgs(setup));
        }
    }

    private ExceptionDispatchInfo? TearDown(
        CakeTask task,
        TimeSpan duration,
        bool skipped,
        Exception? thrown,
        ExceptionDispatchInfo? failure
    )
    {
        var teardown = new TaskTeardownContext(context, task, duration, skipped, thrown);
        events.Publish(events.BeforeTaskTeardown, new BeforeTaskTeardownEventArgs(teardown));
        try
        {
            if (actions.TaskTeardown is { } action)
                strategy.PerformTaskTeardown(action, teardown);
            return failure;
        }
        catch (Exception error)
        {
            return FirstOf(failure, error, $"the custom task teardown action ({task.Name})");
        }
        finally
        {
            events.Publish(events.AfterTaskTeardown, new AfterTaskTeardownEventArgs(teardown));
        }
    }

    /// <summary>The first failure is what the task fails with; a later one is only logged.</summary>
    private ExceptionDispatchInfo FirstOf(ExceptionDispatchInfo? failure, Exception later, string place)
    {
        log.Error("An error occurred in {0}: {1}", place, later);
        return failure ?? ExceptionDispatchInfo.Capture(later);
    }
}
