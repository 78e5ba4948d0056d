using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker;

/// <summary>Turns settings into arguments, in the order in which their properties are declared.</summary>
public static partial class ArgumentsBuilderExtension
{
    private static readonly HashSet<Type> Numbers = [typeof(int?), typeof(long?), typeof(ulong?), typeof(ushort?)];

    /// <summary>Appends the command, the options that the settings hold, and the arguments as they are, unquoted.</summary>
    public static void AppendAll<TSettings>(
        this ProcessArgumentBuilder builder,
        string command,
        TSettings settings,
        string[] arguments
    )
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(arguments);
        DockerAliases.ThrowIfNullOrEmpty(command, nameof(command));
        settings ??= new TSettings();

        AppendArguments(builder, settings, preCommand: true);
        builder.Append(command);
        AppendArguments(builder, settings, preCommand: false);
        foreach (var argument in arguments)
        {
            builder.Append(argument);
        }
    }

    /// <summary>Appends the options that stand before the command, or those that stand behind it.</summary>
    public static void AppendArguments<TSettings>(ProcessArgumentBuilder builder, TSettings settings, bool preCommand)
        where TSettings : AutoToolSettings, new()
    {
        foreach (var property in typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var rule = property.GetCustomAttribute<AutoPropertyAttribute>();
            if ((rule?.PreCommand ?? false) != preCommand || property.GetValue(settings) is not { } value)
            {
                continue;
            }

            if (rule?.Format is not null)
            {
                AppendFormatted(builder, rule, GetPropertyName(property.Name), value);
            }
            else
            {
                var isSecret = settings.SecretProperties.Contains(property.Name);
                AppendOption(builder, $"--{GetPropertyName(property.Name)}", property.PropertyType, value, isSecret);
            }
        }
    }

    /// <summary>The name of the option that a property stands for: <c>NoCache</c> is <c>no-cache</c>.</summary>
    public static string GetPropertyName(string name) =>
        string.IsNullOrEmpty(name) ? null : InnerUpperCase().Replace(name, "-$0").ToLowerInvariant();

    private static void AppendFormatted(
        ProcessArgumentBuilder builder,
        AutoPropertyAttribute rule,
        string name,
        object value
    )
    {
        object[] values = value is string[] array ? array : [value];
        var text = string.Join(' ', values.Select(each => string.Format(rule.Format, name, each)));
        if (text.Length > 0 && !(rule.OnlyWhenTrue && value is false))
        {
            builder.Append(text);
        }
    }

    // It is the declared type that decides: an int that is not nullable is never passed.
    private static void AppendOption(
        ProcessArgumentBuilder builder,
        string option,
        Type type,
        object value,
        bool isSecret
    )
    {
        switch (value)
        {
            case true:
                builder.Append(option);
                break;
            case string text:
                AppendText(builder, option, text, isSecret);
                break;
            case string[] texts:
                foreach (var text in texts)
                {
                    AppendText(builder, option, text, isSecret);
                }

                break;
            case TimeSpan span when type == typeof(TimeSpan?):
                builder.Append($"{option} {Math.Floor(span.TotalHours)}h{span.Minutes}m{span.Seconds}s");
                break;
            case var number when Numbers.Contains(type):
                builder.Append($"{option} {number}");
                break;
        }
    }

    private static void AppendText(ProcessArgumentBuilder builder, string option, string text, bool isSecret)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        builder.Append(option);
        if (isSecret)
        {
            builder.AppendQuotedSecret(text);
        }
        else
        {
            builder.AppendQuoted(text);
        }
    }

    [GeneratedRegex(@"(?<!^)\p{Lu}", RegexOptions.ExplicitCapture)]
    private static partial Regex InnerUpperCase();
}
