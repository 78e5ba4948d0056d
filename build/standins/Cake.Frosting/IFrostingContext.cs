using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks and lifetimes are given: the context of one run.</summary>
public interface IFrostingContext : ICakeContext;
