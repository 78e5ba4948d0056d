using Bakehouse.Engine;

namespace Bakehouse.TestRules;

/// <summary>The sections of a file of goss (0.4). What stands beside them goes unnoticed by goss, and is not run.</summary>
internal static class GossSections
{
    /// <summary>The section that includes other files.</summary>
    public const string Includes = "gossfile";

    public static IReadOnlyList<string> All { get; } =
    [
        "addr",
        "command",
        "dns",
        "file",
        Includes,
        "group",
        "http",
        "interface",
        "kernel-param",
        "matching",
        "mount",
        "package",
        "port",
        "process",
        "service",
        "user",
    ];

    /// <summary>The error of a section that goss does not know.</summary>
    public static BakehouseException Unknown(string file, long line, string name) =>
        new(
            $"{file}:{line}: '{name}' is no section of goss, which would not run it.",
            NearestNames.Suggest(name, All) is { Length: > 0 } hint
                ? hint
                : $"Remove it, or make it one of: {string.Join(", ", All)}."
        );
}
