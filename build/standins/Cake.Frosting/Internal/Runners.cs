using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Runs the targets.</summary>
internal sealed class FrostingRunner(
    BuildScriptHost<IFrostingContext> host,
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup setup = null,
    IFrostingTeardown teardown = null,
    IFrostingTaskSetup taskSetup = null,
    IFrostingTaskTeardown taskTeardown = null
)
    : FrostingEngine<BuildScriptHost<IFrostingContext>>(
        host,
        engine,
        context,
        log,
        tasks,
        setup,
        teardown,
        taskSetup,
        taskTeardown
    );

/// <summary>Says in which order the targets would run.</summary>
internal sealed class FrostingDryRunner(
    DryRunScriptHost<IFrostingContext> host,
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup setup = null,
    IFrostingTeardown teardown = null,
    IFrostingTaskSetup taskSetup = null,
    IFrostingTaskTeardown taskTeardown = null
)
    : FrostingEngine<DryRunScriptHost<IFrostingContext>>(
        host,
        engine,
        context,
        log,
        tasks,
        setup,
        teardown,
        taskSetup,
        taskTeardown
    );

/// <summary>Prints the tasks as trees of what they depend on.</summary>
internal sealed class FrostingTreeRunner(
    TreeScriptHost host,
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup setup = null,
    IFrostingTeardown teardown = null,
    IFrostingTaskSetup taskSetup = null,
    IFrostingTaskTeardown taskTeardown = null
) : FrostingEngine<TreeScriptHost>(host, engine, context, log, tasks, setup, teardown, taskSetup, taskTeardown);

/// <summary>Prints the tasks with their descriptions.</summary>
internal sealed class FrostingDescriptionRunner(
    DescriptionScriptHost host,
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup setup = null,
    IFrostingTeardown teardown = null,
    IFrostingTaskSetup taskSetup = null,
    IFrostingTaskTeardown taskTeardown = null
) : FrostingEngine<DescriptionScriptHost>(host, engine, context, log, tasks, setup, teardown, taskSetup, taskTeardown);
