namespace Cake.Frosting;

/// <summary>An exception of the task that carries this is logged, and the run goes on.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
