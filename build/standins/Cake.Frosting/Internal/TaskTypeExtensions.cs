using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What the type of a task says about the task.</summary>
internal static class TaskTypeExtensions
{
    public static string TaskName(this Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    public static string TaskDescription(this Type task) =>
        task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public static bool ContinuesOnError(this Type task) => task.IsDefined(typeof(ContinueOnErrorAttribute));

    /// <summary>The names of the tasks that attributes of the kind <typeparamref name="T"/> point to.</summary>
    /// <param name="task">The type of the task.</param>
    /// <param name="kind">What the error calls such an attribute.</param>
    public static IEnumerable<string> References<T>(this Type task, string kind)
        where T : Attribute, ITaskReference
    {
        foreach (var type in task.GetCustomAttributes<T>().Select(reference => reference.Task))
        {
            yield return typeof(IFrostingTask).IsAssignableFrom(type)
                ? type.TaskName()
                : throw new FrostingException($"The {kind} '{type.TaskName()}' is not a valid task.");
        }
    }

    /// <summary>
    /// The context that a task asks for. Only the direct base class is looked at, as in the published package: a
    /// task with a class of the program between it and <see cref="FrostingTask{T}"/> counts as content with any.
    /// </summary>
    public static Type ContextType(this Type task) =>
        task.BaseType is { IsConstructedGenericType: true } parent && IsTaskBase(parent.GetGenericTypeDefinition())
            ? parent.GenericTypeArguments[0]
            : typeof(ICakeContext);

    /// <summary>Whether <c>Run</c>, or <c>RunAsync</c>, is overridden.</summary>
    /// <exception cref="InvalidOperationException">The type derives from neither of the two base classes.</exception>
    public static bool OverridesRun(this Type task, Type context)
    {
        for (var type = task; type is not null; type = type.BaseType)
        {
            if (type.IsConstructedGenericType && IsTaskBase(type.GetGenericTypeDefinition()))
            {
                var isAsync = type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>);
                return task.Overrides(isAsync ? "RunAsync" : "Run", context);
            }
        }

        throw new InvalidOperationException(
            $"This method expects all {nameof(IFrostingTask)} to be instances of {nameof(FrostingTask)} or {nameof(AsyncFrostingTask)}."
        );
    }

    /// <summary>Whether the method of the name and parameters is overridden below the class that declares it.</summary>
    public static bool Overrides(this Type task, string method, params Type[] parameters)
    {
        var found = task.GetMethod(method, parameters);
        return found.GetBaseDefinition().DeclaringType != found.DeclaringType;
    }

    private static bool IsTaskBase(Type definition) =>
        definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>);
}
