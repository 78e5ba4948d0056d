namespace Cake.Frosting;

/// <summary>Gives a task its name; without it the name of the class is the task's.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name that <c>--target</c> takes.</summary>
    public string Name { get; } = name;
}
