using System.Collections.Concurrent;
using Bakehouse.Engine;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.UnitTests.Engine;

/// <summary>An engine with what a host gives it, and the order in which its tasks ran.</summary>
internal sealed class EngineFixture
{
    /// <summary>No test waits for time to pass: this only ends one that hangs.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> ran = [];

    public EngineFixture(
        ParallelEngineOptions? options = null,
        IEngineObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        Engine = new ParallelEngine(new CakeDataService(), Log, options, observer, cancellationToken);
    }

    public ErrorLog Log { get; } = new();

    public ParallelEngine Engine { get; }

    public ICakeContext Context { get; } = Substitute.For<ICakeContext>();

    public IExecutionStrategy Strategy { get; init; } =
        new DefaultExecutionStrategy(new NullLog(), Substitute.For<ICakeReportPrinter>());

    public IReadOnlyList<string> Ran => [.. ran];

    public static EngineFixture WithJobs(int jobs, bool failFast = false) =>
        new(new ParallelEngineOptions { MaxDegreeOfParallelism = jobs, FailFast = failFast });

    public CakeTaskBuilder Task(string name, params string[] dependencies) => Task(name, () => { }, dependencies);

    public CakeTaskBuilder Task(string name, Action body, params string[] dependencies)
    {
        var builder = Bare(name, dependencies);
        return builder.Does(() =>
        {
            ran.Enqueue(name);
            body();
        });
    }

    public CakeTaskBuilder TaskAsync(string name, Func<Task> body, params string[] dependencies) =>
        Bare(name, dependencies)
            .Does(async () =>
            {
                ran.Enqueue(name);
                await body();
            });

    public CakeTaskBuilder Failing(string name, params string[] dependencies) =>
        Task(name, () => throw new InvalidOperationException($"{name} is broken"), dependencies);

    public CakeTaskBuilder Bare(string name, params string[] dependencies)
    {
        var builder = Engine.RegisterTask(name);
        foreach (var dependency in dependencies)
            builder.IsDependentOn(dependency);
        return builder;
    }

    public Task<CakeReport> RunAsync(params string[] targets) => RunAsync(new ExecutionSettings().SetTargets(targets));

    public Task<CakeReport> RunAsync(ExecutionSettings settings) =>
        Engine.RunTargetAsync(Context, Strategy, settings).WaitAsync(Hang);

    /// <summary>Runs to an end that must be a failure of tasks.</summary>
    public async Task<TasksFailedException> FailAsync(params string[] targets)
    {
        var thrown = await CatchAsync(targets);
        Assert.That(thrown, Is.TypeOf<CakeReportException>());
        Assert.That(thrown!.InnerException, Is.TypeOf<TasksFailedException>());
        return (TasksFailedException)thrown.InnerException!;
    }

    public async Task<Exception?> CatchAsync(params string[] targets)
    {
        try
        {
            await RunAsync(targets);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}

/// <summary>Keeps the errors; the rest is of no interest here.</summary>
internal sealed class ErrorLog : ICakeLog
{
    private readonly ConcurrentQueue<string> errors = [];

    public IReadOnlyList<string> Errors => [.. errors];

    public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level == LogLevel.Error)
            errors.Enqueue(string.Format(format, args).Split(Environment.NewLine)[0]);
    }
}

internal sealed class NullLog : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) { }
}
