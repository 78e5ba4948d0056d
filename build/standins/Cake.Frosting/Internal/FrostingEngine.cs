using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;

namespace Cake.Frosting.Internal;

internal interface IFrostingEngine
{
    ExecutionSettings Settings { get; }

    void Run(IEnumerable<string> targets);
}

/// <summary>Registers tasks and lifetimes with Cake's engine, and has a script host run the targets on it.</summary>
internal abstract class FrostingEngine<THost>(
    THost host,
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup setup,
    IFrostingTeardown teardown,
    IFrostingTaskSetup taskSetup,
    IFrostingTaskTeardown taskTeardown
) : IFrostingEngine
    where THost : IScriptHost
{
    public ExecutionSettings Settings => host.Settings;

    public void Run(IEnumerable<string> targets)
    {
        foreach (var task in tasks)
        {
            Register(task);
        }

        RegisterLifetime();
        RegisterTaskLifetime();
        host.RunTargets(targets);
    }

    private void Register(IFrostingTask task)
    {
        var type = task.GetType();
        log.Debug("Registering task: {0}", type.TaskName());
        if (!type.ContextType().IsInstanceOfType(context))
        {
            log.Warning("Task cannot be used since the context isn't convertible to {0}.", type.ContextType().FullName);
            return;
        }

        var builder = engine.RegisterTask(type.TaskName());
        if (type.TaskDescription() is { } description && !string.IsNullOrWhiteSpace(description))
        {
            builder.Description(description);
        }

        RegisterActions(builder, task, type);
        foreach (var name in type.References<IsDependentOnAttribute>("dependency"))
        {
            builder.IsDependentOn(name);
        }

        foreach (var name in type.References<IsDependeeOfAttribute>("reverse dependency"))
        {
            builder.IsDependeeOf(name);
        }
    }

    private void RegisterActions(CakeTaskBuilder builder, IFrostingTask task, Type type)
    {
        var contextType = context.GetType();
        if (type.OverridesRun(contextType))
        {
            builder.Does(task.RunAsync);
        }

        if (type.Overrides(nameof(IFrostingTask.ShouldRun), contextType))
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (type.ContinuesOnError())
        {
            builder.ContinueOnError();
        }

        if (type.Overrides(nameof(IFrostingTask.OnError), typeof(Exception), contextType))
        {
            builder.OnError(exception => task.OnError(exception, context));
        }

        if (type.Overrides(nameof(IFrostingTask.Finally), contextType))
        {
            builder.Finally(() => task.Finally(context));
        }
    }

    private void RegisterLifetime()
    {
        if (setup is not null)
        {
            log.Debug("Registering setup: {0}", setup.GetType().Name);
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (teardown is not null)
        {
            log.Debug("Registering teardown: {0}", teardown.GetType().Name);
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }
    }

    private void RegisterTaskLifetime()
    {
        if (taskSetup is not null)
        {
            log.Debug("Registering task setup: {0}", taskSetup.GetType().Name);
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (taskTeardown is not null)
        {
            log.Debug("Registering task teardown: {0}", taskTeardown.GetType().Name);
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }
}
