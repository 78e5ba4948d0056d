using System.Reflection;

namespace Bakehouse.UnitTests.Standins;

/// <summary>What code outside an assembly can name, a line each.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Name(type)} is {Kind(type)}{Bases(type)}";
        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
        {
            yield return $"{Name(type)} is for {usage.ValidOn}, multiple {usage.AllowMultiple}, inherited {usage.Inherited}";
        }

        foreach (var member in type.GetMembers(Declared))
        {
            if (Signature(member) is { } signature)
            {
                yield return $"{Name(type)}: {signature}";
            }
        }
    }

    private static string? Signature(MemberInfo member) =>
        member switch
        {
            ConstructorInfo { IsStatic: false } method when IsVisible(method) => $"new({Parameters(method)})",
            MethodInfo { IsSpecialName: false } method when IsVisible(method) => Method(method),
            PropertyInfo property when IsVisible(property.GetMethod) =>
                $"{Modifiers(property.GetMethod!)}{Name(property.PropertyType)} {property.Name} {{ get;{(IsVisible(property.SetMethod) ? " set;" : "")} }}",
            FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily =>
                $"{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
            _ => null,
        };

    private static string Method(MethodInfo method)
    {
        var constraints = method.IsGenericMethod
            ? string.Concat(method.GetGenericArguments().Select(Constraint))
            : string.Empty;
        return $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generic(method.GetGenericArguments())}({Parameters(method)}){constraints}";
    }

    private static string Constraint(Type argument)
    {
        List<string> all = [.. argument.GetGenericParameterConstraints().Select(Name)];
        var attributes = argument.GenericParameterAttributes;
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            all.Insert(0, "class");
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            all.Add("new()");
        }

        return all.Count == 0 ? string.Empty : $" where {argument.Name} : {string.Join(", ", all)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        var value = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : string.Empty;
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Modifiers(MethodInfo method)
    {
        var access = method.IsFamily ? "protected " : string.Empty;
        return method switch
        {
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true, IsAbstract: true } => string.Empty,
            { IsAbstract: true } => access + "abstract ",
            { IsFinal: false, IsVirtual: true } when method.GetBaseDefinition() != method => access + "override ",
            { IsFinal: false, IsVirtual: true } => access + "virtual ",
            _ => access,
        };
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsInterface: true } => "an interface",
            { IsEnum: true } => "an enum",
            { IsAbstract: true, IsSealed: true } => "a static class",
            { IsAbstract: true } => "an abstract class",
            { IsSealed: true } => "a sealed class",
            _ => "a class",
        };

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces()
            .Where(each => each.IsPublic && !type.IsEnum)
            .Select(Name)
            .Order(StringComparer.Ordinal);
        string[] all =
            type.BaseType is null || type.BaseType == typeof(object) ? [.. bases] : [Name(type.BaseType), .. bases];
        return string.Concat(type.GetGenericArguments().Select(Constraint))
            + (all.Length == 0 ? "" : $" : {string.Join(", ", all)}");
    }

    private static string Name(Type type) =>
        type switch
        {
            { IsGenericParameter: true } => type.Name,
            { IsArray: true } => Name(type.GetElementType()!) + "[]",
            _ when Nullable.GetUnderlyingType(type) is { } value => Name(value) + "?",
            _ => $"{type.Namespace}.{type.Name.Split('`')[0]}{Generic(type.GetGenericArguments())}",
        };

    private static string Generic(Type[] arguments) =>
        arguments.Length == 0 ? string.Empty : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true };
}
