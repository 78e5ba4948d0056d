namespace Cake.Frosting;

/// <summary>The sentence that <c>--description</c> prints beside a task.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>The text as given.</summary>
    public string Description { get; } = description;
}
