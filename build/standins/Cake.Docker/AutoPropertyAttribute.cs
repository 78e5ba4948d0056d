namespace Cake.Docker;

/// <summary>Says how a property of <see cref="AutoToolSettings"/> becomes an argument, where the rule does not fit.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class AutoPropertyAttribute : Attribute
{
    /// <summary>The whole argument: <c>{0}</c> is the option's name, <c>{1}</c> the value. It is not quoted.</summary>
    public string Format { get; set; }

    /// <summary>With a <see cref="Format"/> of a boolean: nothing is written where it is <c>false</c>.</summary>
    public bool OnlyWhenTrue { get; set; }

    /// <summary>Whether the argument stands before the command (<c>docker --host … build</c>).</summary>
    public bool PreCommand { get; set; }

    /// <summary>
    /// How docker's manual shows an array. It changes nothing, as in the published package: each value gets an
    /// option of its own.
    /// </summary>
    public AutoArrayType AutoArrayType { get; set; } = AutoArrayType.MultipleInstances;
}

/// <summary>The two ways to give an option several values.</summary>
public enum AutoArrayType
{
    /// <summary><c>--tag a --tag b</c></summary>
    MultipleInstances,

    /// <summary><c>--tag a,b</c></summary>
    List,
}
