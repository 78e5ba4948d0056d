using System.Text.RegularExpressions;

namespace Bakehouse.Dockerfiles;

/// <summary>Makes a <see cref="Dockerfile"/> of the instructions of a text.</summary>
internal sealed partial class DockerfileParser(string text, string path)
{
    private static readonly HashSet<string> Keywords =
    [
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "MAINTAINER",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    ];

    private readonly InstructionReader _reader = new(text, path);
    private readonly List<Stage> _stages = [];
    private readonly List<DockerfileArgument> _arguments = [];
    private readonly List<ForeignFrom> _froms = [];

    public Dockerfile Parse()
    {
        foreach (var instruction in _reader.Read())
        {
            Add(instruction);
        }

        if (_stages.Count == 0)
        {
            throw DockerfileError.At(
                path,
                1,
                "The file has no FROM.",
                "Begin it with the image to build on, 'FROM image'."
            );
        }

        return new Dockerfile
        {
            Path = path,
            Stages = _stages,
            Arguments = _arguments,
            Escape = _reader.Escape,
            Syntax = _reader.Syntax,
            ForeignFroms = _froms,
        };
    }

    private void Add(Instruction instruction)
    {
        if (!Keywords.Contains(instruction.Keyword))
        {
            throw Error(
                instruction,
                $"'{instruction.Keyword}' is no instruction.",
                "Correct it, or continue the line before."
            );
        }

        if (_stages.Count == 0 && instruction.Keyword is not ("ARG" or "FROM"))
        {
            throw Error(instruction, $"{instruction.Keyword} stands before the first FROM.", "Move it behind a FROM.");
        }

        switch (instruction.Keyword)
        {
            case "FROM":
                AddStage(instruction);
                break;
            case "ARG":
                _arguments.AddRange(
                    DockerfileArgument.Of(instruction, _stages.Count == 0 ? null : _stages.Count - 1, _reader.Escape)
                );
                break;
            case "COPY":
                AddFroms(instruction, ImageReferenceKind.CopyFrom, instruction.FlagValues("from"));
                break;
            case "RUN":
                AddFroms(
                    instruction,
                    ImageReferenceKind.MountFrom,
                    instruction.FlagValues("mount").SelectMany(MountSources)
                );
                break;
            case "ONBUILD":
                AddTrigger(instruction);
                break;
        }
    }

    private void AddStage(Instruction instruction)
    {
        var name = instruction.Words switch
        {
            [_] => null,
            [_, var word, var stage] when word.Equals("AS", StringComparison.OrdinalIgnoreCase) =>
                stage.ToLowerInvariant(),
            _ => throw Error(
                instruction,
                $"'FROM {instruction.Arguments}' is unclear.",
                "Write 'FROM image' or 'FROM image AS name'."
            ),
        };
        if (name is not null && !StageName().IsMatch(name))
        {
            throw Error(
                instruction,
                $"'{name}' is no name for a stage.",
                "Let it begin with a letter, followed by letters, digits, '-', '_' and '.'."
            );
        }

        _stages.Add(new Stage(_stages.Count, name, instruction.Words[0], instruction.Line));
    }

    private void AddTrigger(Instruction instruction)
    {
        var trigger = Instruction.Parse(instruction.Arguments, instruction.Line);
        if (trigger.Keyword is "FROM" or "MAINTAINER" or "ONBUILD")
        {
            throw Error(instruction, $"ONBUILD cannot be followed by {trigger.Keyword}.", "Remove the trigger.");
        }

        Add(trigger);
    }

    // BuildKit expands no variable here, and would look for an image of that very name.
    private void AddFroms(Instruction instruction, ImageReferenceKind kind, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (name.Contains('$'))
            {
                throw Error(
                    instruction,
                    $"Variables such as '{name}' are not expanded in 'from'.",
                    $"Add a stage 'FROM {name} AS source' and name that stage here."
                );
            }

            _froms.Add(new ForeignFrom(kind, name, instruction.Line));
        }
    }

    private static IEnumerable<string> MountSources(string mount) =>
        mount
            .Split(',')
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2 && field[0].Equals("from", StringComparison.OrdinalIgnoreCase))
            .Select(field => field[1]);

    private BakehouseException Error(Instruction instruction, string problem, string remedy) =>
        DockerfileError.At(path, instruction.Line, problem, remedy);

    [GeneratedRegex(@"^[a-z][a-z0-9_.-]*\z")]
    private static partial Regex StageName();
}
