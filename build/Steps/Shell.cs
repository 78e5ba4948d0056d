namespace Bakehouse.Steps;

/// <summary>The shell that is opened in a container.</summary>
internal static class Shell
{
    /// <summary>bash where the image has it, else sh.</summary>
    public static readonly IReadOnlyList<string> Command =
    [
        "/bin/sh",
        "-c",
        "if command -v bash >/dev/null; then exec bash; fi; exec sh",
    ];
}
