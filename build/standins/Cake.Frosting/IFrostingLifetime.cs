using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Where it throws no task runs; the teardown does.</summary>
    void Setup(ICakeContext context, ISetupContext info);
}

/// <summary>Runs once, after the last task, also where one failed.</summary>
public interface IFrostingTeardown
{
    /// <summary>Puts an end to what the setup began.</summary>
    void Teardown(ICakeContext context, ITeardownContext info);
}

/// <summary>Both ends of a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
