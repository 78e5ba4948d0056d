namespace Bakehouse.Dockerfiles;

/// <summary>An <c>ARG</c> of a Dockerfile.</summary>
/// <param name="Name">The name, case-sensitive.</param>
/// <param name="Default">The default as written, variables and quotes included; null where there is none.</param>
/// <param name="Stage">The index of the stage that declares it; null before the first <c>FROM</c>: a global argument.</param>
/// <param name="Line">The line of the instruction, counted from 1.</param>
public sealed record DockerfileArgument(string Name, string? Default, int? Stage, int Line)
{
    public bool IsGlobal => Stage is null;

    /// <summary>Reads <c>ARG name name=value name="a value"</c>.</summary>
    internal static IEnumerable<DockerfileArgument> Of(Instruction instruction, int? stage, char escape) =>
        QuotedWords
            .Split(instruction.Arguments, escape)
            .Select(word => word.Split('=', 2))
            .Select(parts => new DockerfileArgument(parts[0], parts.ElementAtOrDefault(1), stage, instruction.Line));
}
