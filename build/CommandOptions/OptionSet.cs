namespace Bakehouse.CommandOptions;

/// <summary>
/// The options that a program is known to have. They are read as the program itself reads them, so that no spelling of an option
/// goes unseen; what is not known is refused, as nobody can say what it does.
/// </summary>
/// <param name="program">What has them: <c>docker build</c>.</param>
/// <param name="options">All of them.</param>
public sealed class OptionSet(string program, IReadOnlyList<KnownOption> options)
{
    private const string Remedy =
        "Leave it out: an image is named, and by a Push- target pushed, when its tests have passed.";

    /// <summary>All of them.</summary>
    public IReadOnlyList<KnownOption> Options => options;

    /// <summary>
    /// Whether names have one dash or two, as those of Go's package flag; else two for names and one for letters, which may be
    /// joined, as POSIX has it and docker.
    /// </summary>
    public bool HasNamesOnly { get; init; }

    /// <summary>Tells the options apart.</summary>
    /// <param name="where">Where they were given: <c>--docker-option</c>.</param>
    /// <param name="words">The words that the program would get.</param>
    /// <exception cref="BakehouseException">One of them is not known, or has no value.</exception>
    public IReadOnlyList<OptionGroup> Read(string where, IReadOnlyList<string> words)
    {
        var groups = new List<OptionGroup>();
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            var given = HasNamesOnly || word.StartsWith("--", StringComparison.Ordinal) ? Named(word) : Letters(word);
            if (given is not [.., var last])
            {
                throw new BakehouseException(
                    $"{where} has {word}, which is no option of {program} that is known here.",
                    $"Give an option as {program} --help spells it, its value behind '=' or as a word of its own."
                );
            }

            if (last is not { Option.HasValue: true, Value: null })
            {
                groups.Add(new OptionGroup([word], given));
            }
            else if (at + 1 < words.Count)
            {
                at++;
                groups.Add(new OptionGroup([word, words[at]], [.. given.SkipLast(1), last with { Value = words[at] }]));
            }
            else
            {
                throw new BakehouseException($"{where} has {word} without a value.", $"Write it as {word}=VALUE.");
            }
        }

        return groups;
    }

    /// <summary>The words, if all of the options pass.</summary>
    /// <inheritdoc cref="Read"/>
    public IReadOnlyList<string> Require(string where, IReadOnlyList<string> words)
    {
        foreach (var group in Read(where, words))
        {
            Require(where, group);
        }

        return words;
    }

    /// <exception cref="BakehouseException">An option among them is refused.</exception>
    public static void Require(string where, OptionGroup group)
    {
        if (group.Options.FirstOrDefault(option => option.Refusal is not null) is { } refused)
        {
            throw new BakehouseException($"{where} has {group}, which {refused.Refusal}.", Remedy);
        }
    }

    private List<GivenOption> Named(string word)
    {
        var dashes =
            word.StartsWith("--", StringComparison.Ordinal) ? 2
            : word.StartsWith('-') ? 1
            : 0;
        var parts = word[dashes..].Split('=', 2);
        return dashes > 0 && options.FirstOrDefault(option => option.Name == parts[0]) is { } known
            ? [new GivenOption(known, parts.ElementAtOrDefault(1))]
            : [];
    }

    // "-qt=x:1" is -q, and -t with x:1; so is "-qtx:1".
    private List<GivenOption> Letters(string word)
    {
        var given = new List<GivenOption>();
        for (var at = 1; at < word.Length && word[0] == '-'; at++)
        {
            var rest = word[(at + 1)..];
            if (options.FirstOrDefault(option => option.Letter == word[at]) is not { } known)
            {
                return [];
            }

            if (rest.StartsWith('=') && rest.Length > 1)
            {
                return [.. given, new GivenOption(known, rest[1..])];
            }

            if (known.HasValue)
            {
                return [.. given, new GivenOption(known, rest.Length > 0 ? rest : null)];
            }

            given.Add(new GivenOption(known, null));
        }

        return given;
    }
}
