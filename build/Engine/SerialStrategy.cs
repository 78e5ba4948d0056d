using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>
/// Lets tasks run side by side through a strategy that was written for one task at a time. Only what a task itself does
/// is concurrent: the strategy's own code (banners, messages, task setup and teardown) is entered by one task at a time.
/// </summary>
internal sealed class SerialStrategy(IExecutionStrategy strategy) : IExecutionStrategy, IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public void PerformSetup(Action<ISetupContext> action, ISetupContext context) =>
        InTurn(() => strategy.PerformSetup(action, context));

    public void PerformTeardown(Action<ITeardownContext> action, ITeardownContext teardownContext) =>
        InTurn(() => strategy.PerformTeardown(action, teardownContext));

    public void PerformTaskSetup(Action<ITaskSetupContext> action, ITaskSetupContext taskSetupContext) =>
        InTurn(() => strategy.PerformTaskSetup(action, taskSetupContext));

    public void PerformTaskTeardown(Action<ITaskTeardownContext> action, ITaskTeardownContext taskTeardownContext) =>
        InTurn(() => strategy.PerformTaskTeardown(action, taskTeardownContext));

    public void Skip(CakeTask task, CakeTaskCriteria criteria) => InTurn(() => strategy.Skip(task, criteria));

    /// <summary>The strategy gets a task that gives the turn away while the real one runs.</summary>
    public async Task ExecuteAsync(CakeTask task, ICakeContext context)
    {
        var outOfTurn = new CakeTask(task.Name) { Description = task.Description };
        outOfTurn.Actions.Add(async given =>
        {
            turn.Release();
            try
            {
                await OnItsOwnThreadAsync(() => task.Execute(given));
            }
            finally
            {
                await turn.WaitAsync();
            }
        });

        await turn.WaitAsync();
        try
        {
            await strategy.ExecuteAsync(outOfTurn, context);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task ReportErrorsAsync(Func<Exception, Task> action, Exception exception) =>
        strategy.ReportErrorsAsync(action, exception);

    public Task HandleErrorsAsync(
        Func<Exception, ICakeContext, Task> action,
        Exception exception,
        ICakeContext context
    ) => strategy.HandleErrorsAsync(action, exception, context);

    public Task InvokeFinallyAsync(Func<ICakeContext, Task> action, ICakeContext context) =>
        strategy.InvokeFinallyAsync(action, context);

    public void Dispose() => turn.Dispose();

    /// <summary>Many tasks block their thread while they work; the pool's threads must not run out for that.</summary>
    private static Task OnItsOwnThreadAsync(Func<Task> work) =>
        Task
            .Factory.StartNew(
                work,
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default
            )
            .Unwrap();

    private void InTurn(Action action)
    {
        turn.Wait();
        try
        {
            action();
        }
        finally
        {
            turn.Release();
        }
    }
}
