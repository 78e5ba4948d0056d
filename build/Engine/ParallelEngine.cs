using Cake.Core;
using Cake.Core.Diagnostics;

namespace Bakehouse.Engine;

/// <summary>
/// An engine for Cake that runs tasks side by side: up to <see cref="ParallelEngineOptions.MaxDegreeOfParallelism"/> at
/// once, everything that a task depends on before it, each task once whatever the number of targets. What depends on a
/// failed task is not run, everything else goes on, and the run then throws. The rest is as in Cake: setup, teardown,
/// criteria, error handlers, events, exclusive targets and the report.
/// </summary>
/// <remarks>
/// <para>
/// It takes the place of Cake's own engine where services are configured. Tasks that are made at run time are registered
/// there too; names are resolved when the run starts, so they may depend on tasks that the host registers later:
/// <code>
/// services.AddSingleton&lt;ICakeEngine&gt;(provider =&gt;
/// {
///     var engine = new ParallelEngine(data, log, new ParallelEngineOptions { MaxDegreeOfParallelism = 4 });
///     engine.RegisterTask("Derived").IsDependentOn("Other").Does(context =&gt; { });
///     return engine;
/// });
/// </code>
/// </para>
/// <para>
/// Tasks run side by side with <see cref="DefaultExecutionStrategy"/>. Any other strategy (a dry run that numbers the tasks)
/// gets them one by one: each behind what it depends on, otherwise in the order of registration.
/// </para>
/// </remarks>
/// <param name="data">Where setup actions leave their data for tasks and teardown.</param>
/// <param name="log">Tasks write to it concurrently; <see cref="TaskScope.Current"/> tells which one does.</param>
/// <param name="cancellationToken">Ends the run: nothing new starts, what runs is awaited, teardown runs.</param>
public sealed class ParallelEngine(
    ICakeDataService data,
    ICakeLog log,
    ParallelEngineOptions? options = null,
    IEngineObserver? observer = null,
    CancellationToken cancellationToken = default
) : ICakeEngine
{
    private readonly ParallelEngineOptions options = options ?? new ParallelEngineOptions();
    private readonly IEngineObserver observer = observer ?? new NoObserver();
    private readonly CakeEngineActions actions = new(data);
    private readonly List<CakeTask> tasks = [];

    public IReadOnlyList<ICakeTaskInfo> Tasks => tasks;

    private EngineEvents Events => field ??= new EngineEvents(this, log);

    public event EventHandler<BeforeSetupEventArgs> BeforeSetup
    {
        add => Events.BeforeSetup += value;
        remove => Events.BeforeSetup -= value;
    }

    public event EventHandler<AfterSetupEventArgs> AfterSetup
    {
        add => Events.AfterSetup += value;
        remove => Events.AfterSetup -= value;
    }

    public event EventHandler<BeforeTeardownEventArgs> BeforeTeardown
    {
        add => Events.BeforeTeardown += value;
        remove => Events.BeforeTeardown -= value;
    }

    public event EventHandler<AfterTeardownEventArgs> AfterTeardown
    {
        add => Events.AfterTeardown += value;
        remove => Events.AfterTeardown -= value;
    }

    public event EventHandler<BeforeTaskSetupEventArgs> BeforeTaskSetup
    {
        add => Events.BeforeTaskSetup += value;
        remove => Events.BeforeTaskSetup -= value;
    }

    public event EventHandler<AfterTaskSetupEventArgs> AfterTaskSetup
    {
        add => Events.AfterTaskSetup += value;
        remove => Events.AfterTaskSetup -= value;
    }

    public event EventHandler<BeforeTaskTeardownEventArgs> BeforeTaskTeardown
    {
        add => Events.BeforeTaskTeardown += value;
        remove => Events.BeforeTaskTeardown -= value;
    }

    public event EventHandler<AfterTaskTeardownEventArgs> AfterTaskTeardown
    {
        add => Events.AfterTaskTeardown += value;
        remove => Events.AfterTaskTeardown -= value;
    }

    /// <summary>
    /// A task was registered, by whomever: whoever derives tasks from others can add to them here, so that what lists the
    /// tasks (<c>--tree</c>) shows it.
    /// </summary>
    public event EventHandler<TaskRegisteredEventArgs>? TaskRegistered;

    /// <exception cref="CakeException">There is a task with that name, in any case of letters.</exception>
    public CakeTaskBuilder RegisterTask(string name)
    {
        if (tasks.Exists(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new CakeException($"Another task with the name '{name}' has already been added.");
        var task = new CakeTask(name);
        tasks.Add(task);
        var builder = new CakeTaskBuilder(task);
        TaskRegistered?.Invoke(this, new TaskRegisteredEventArgs(builder));
        return builder;
    }

    public void RegisterSetupAction(Action<ISetupContext> action) => actions.RegisterSetup(action);

    public void RegisterSetupAction<TData>(Func<ISetupContext, TData> action)
        where TData : class => actions.RegisterSetup(action);

    public void RegisterTeardownAction(Action<ITeardownContext> action) => actions.RegisterTeardown(action);

    public void RegisterTeardownAction<TData>(Action<ITeardownContext, TData> action)
        where TData : class => actions.RegisterTeardown(action);

    public void RegisterTaskSetupAction(Action<ITaskSetupContext> action) => actions.RegisterTaskSetup(action);

    public void RegisterTaskSetupAction<TData>(Action<ITaskSetupContext, TData> action)
        where TData : class => actions.RegisterTaskSetup(action);

    public void RegisterTaskTeardownAction(Action<ITaskTeardownContext> action) => actions.RegisterTaskTeardown(action);

    public void RegisterTaskTeardownAction<TData>(Action<ITaskTeardownContext, TData> action)
        where TData : class => actions.RegisterTaskTeardown(action);

    /// <exception cref="CakeException">
    /// Before anything ran: a target or a dependency does not exist, or tasks depend on one another in a circle.
    /// </exception>
    /// <exception cref="CakeReportException">
    /// Setup failed, tasks failed, or the run was cancelled. The inner exception is what setup threw, or else a
    /// <see cref="TasksFailedException"/>.
    /// </exception>
    public async Task<CakeReport> RunTargetAsync(
        ICakeContext context,
        IExecutionStrategy strategy,
        ExecutionSettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Targets.Any())
            throw new ArgumentException("No target specified.", nameof(settings));

        actions.Validate();
        var graph = TaskGraph.Build(tasks);
        var targets = new TaskNames(tasks).Targets(settings.Targets);
        using var run = new Run(context, strategy, graph.Select(targets, settings.Exclusive), targets);
        return run.IsReal ? await RunAsync(run) : await ListAsync(run);
    }

    private async Task<CakeReport> RunAsync(Run run)
    {
        var report = new CakeReport();
        var lifetime = new Lifetime(run.Context, run.Strategy, actions, Events, log, report);
        Exception? failure = null;
        try
        {
            TaskScope.Enter(task: null, cancellationToken);
            lifetime.SetUp(run.Targets[0], run.Graph.Tasks);
            await RunTasksAsync(run, report, options, observer);
        }
        catch (Exception error)
        {
            failure = error;
        }

        TaskScope.Enter(task: null, CancellationToken.None);
        lifetime.TearDown(failure is TasksFailedException { InnerExceptions: [var only] } ? only : failure);
        return failure is null ? report : throw new CakeReportException(report, failure.Message, failure);
    }

    private async Task<CakeReport> ListAsync(Run run)
    {
        var report = new CakeReport();
        await RunTasksAsync(run, report, options with { MaxDegreeOfParallelism = 1 }, new NoObserver());
        return report;
    }

    private async Task RunTasksAsync(Run run, CakeReport report, ParallelEngineOptions limits, IEngineObserver watching)
    {
        var runner = new TaskRunner(run.Context, run.Strategy, actions, Events, log, run.Targets.ToHashSet());
        var scheduler = new Scheduler(run.Graph, limits, runner.RunAsync, watching);
        var results = await scheduler.RunAsync(cancellationToken);
        foreach (var result in results)
            report.Add((CakeTask)result.Task, result);
        if (results.Any(result => !result.Opens))
            throw new TasksFailedException(results);
    }

    private sealed class Run(
        ICakeContext context,
        IExecutionStrategy strategy,
        TaskGraph graph,
        IReadOnlyList<CakeTask> targets
    ) : IDisposable
    {
        private readonly SerialStrategy strategyInTurn = new(strategy);

        public ICakeContext Context => context;
        public IExecutionStrategy Strategy => strategyInTurn;
        public TaskGraph Graph => graph;
        public IReadOnlyList<CakeTask> Targets => targets;
        public bool IsReal => strategy is DefaultExecutionStrategy;

        public void Dispose() => strategyInTurn.Dispose();
    }
}

/// <summary>The task that was registered.</summary>
public sealed class TaskRegisteredEventArgs(CakeTaskBuilder task) : EventArgs
{
    public CakeTaskBuilder Task { get; } = task;
}
