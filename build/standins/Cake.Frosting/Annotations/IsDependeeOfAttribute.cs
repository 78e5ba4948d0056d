using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>The task that carries the attribute runs before the one named here.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute, ITaskReference
{
    /// <summary>The type of the task to run afterwards, an <see cref="IFrostingTask"/>.</summary>
    public Type Task { get; } = type;
}
