using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A unit of work. Every public class that implements it, in the program's own assembly or in one given to
/// <see cref="CakeHost.AddAssembly"/>, is registered with Cake's engine.
/// </summary>
public interface IFrostingTask
{
    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Says whether the task runs; it is skipped otherwise.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>What the log says where <see cref="ShouldRun"/> was <c>false</c>.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Handles an exception that the task threw; the run goes on where this returns.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Is called when the task has ended, however it ended.</summary>
    void Finally(ICakeContext context);
}
