using System.Collections.Immutable;
using System.Diagnostics;
using Cake.Core;

namespace Bakehouse.Adapters.Processes;

/// <summary>
/// What programs find around them beyond our own environment: the sandbox puts its tools before those on PATH, and
/// says there where its engine listens; docker is told where its credentials are. Programs that start meanwhile see all of a
/// change, or nothing.
/// </summary>
public sealed class ChildEnvironment(ICakeEnvironment environment)
{
    private ImmutableDictionary<string, string?> variables = ImmutableDictionary<string, string?>.Empty;
    private IReadOnlyList<string> folders = [];

    /// <summary>Puts folders before those on PATH, and sets variables.</summary>
    public void Add(IReadOnlyList<string> path, IReadOnlyDictionary<string, string> values)
    {
        folders = [.. path, .. folders];
        variables = variables
            .SetItems(values.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value)))
            .SetItem("PATH", string.Join(Path.PathSeparator, [.. path, GetVariable("PATH") ?? ""]));
    }

    /// <summary>The value that a program would see; null where the variable is not set.</summary>
    public string? GetVariable(string name) =>
        variables.TryGetValue(name, out var value) ? value : environment.GetEnvironmentVariable(name);

    /// <summary>The program's file in the added folders, or its name as it is, to be looked up on PATH.</summary>
    public string Find(string program) =>
        program.Contains('/')
            ? program
            : folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;

    internal void Apply(ProcessStartInfo start, IReadOnlyDictionary<string, string?>? own)
    {
        foreach (var (name, value) in variables.Concat(own ?? new Dictionary<string, string?>()))
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }
    }
}
