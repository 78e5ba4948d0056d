using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Bakehouse.Engine;

/// <summary>What Cake does before and after all tasks: setup actions, teardown actions, and their events.</summary>
internal sealed class Lifetime(
    ICakeContext context,
    IExecutionStrategy strategy,
    CakeEngineActions actions,
    EngineEvents events,
    ICakeLog log,
    CakeReport report
)
{
    public void SetUp(ICakeTaskInfo target, IEnumerable<ICakeTaskInfo> tasks)
    {
        var watch = Stopwatch.StartNew();
        events.Publish(events.BeforeSetup, new BeforeSetupEventArgs(context));
        try
        {
            foreach (var setup in actions.Setups)
                strategy.PerformSetup(setup, new SetupContext(context, target, tasks));
            if (actions.Setups.Count > 0)
                report.Add("Setup", CakeReportEntryCategory.Setup, watch.Elapsed);
        }
        finally
        {
            events.Publish(events.AfterSetup, new AfterSetupEventArgs(context));
        }
    }

    /// <summary>Runs all teardown actions. Their own errors are thrown only where nothing failed before.</summary>
    public void TearDown(Exception? failure)
    {
        var watch = Stopwatch.StartNew();
        var teardown = new TeardownContext(context, failure);
        events.Publish(events.BeforeTeardown, new BeforeTeardownEventArgs(teardown));
        try
        {
            var errors = actions.Teardowns.Select(action => Perform(action, teardown)).OfType<Exception>().ToArray();
            if (actions.Teardowns.Count > 0)
                report.Add("Teardown", CakeReportEntryCategory.Teardown, watch.Elapsed);
            if (failure is null)
                Throw(errors);
        }
        finally
        {
            events.Publish(events.AfterTeardown, new AfterTeardownEventArgs(teardown));
        }
    }

    private Exception? Perform(Action<ITeardownContext> action, TeardownContext teardown)
    {
        try
        {
            strategy.PerformTeardown(action, teardown);
            return null;
        }
        catch (Exception error)
        {
            log.Error("An error occurred in a custom teardown action: {0}", error);
            return error;
        }
    }

    private static void Throw(Exception[] errors)
    {
        if (errors is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (errors.Length > 1)
            throw new AggregateException("Multiple teardown methods threw exceptions.", errors);
    }
}
