using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>The task named here runs before the one that carries the attribute.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute, ITaskReference
{
    /// <summary>The type of the task to run first, an <see cref="IFrostingTask"/>.</summary>
    public Type Task { get; } = type;
}
