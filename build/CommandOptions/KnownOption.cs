namespace Bakehouse.CommandOptions;

/// <summary>An option of a program that people may hand options to.</summary>
/// <param name="Name">Its long name, without dashes.</param>
/// <param name="HasValue">Whether a value has to follow it.</param>
/// <param name="Letter">Its short name; null for none.</param>
public sealed record KnownOption(string Name, bool HasValue, char? Letter = null)
{
    /// <summary>What it would do that it is refused for, as the end of a sentence; null where it passes.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether it passes after all when it is given without a value, or as true.</summary>
    public bool PassesIfTrue { get; init; }

    /// <summary>Whether manifests may have it, as they always could: it is passed over there.</summary>
    public bool IsPassedOverInManifests { get; init; }
}

/// <summary>An option as it was given.</summary>
/// <param name="Option">Which one it is.</param>
/// <param name="Value">Its value; null where none was given.</param>
public sealed record GivenOption(KnownOption Option, string? Value)
{
    /// <summary>What it would do that it is refused for; null where it passes.</summary>
    public string? Refusal =>
        Option.PassesIfTrue && (Value is null || (bool.TryParse(Value, out var isSet) && isSet))
            ? null
            : Option.Refusal;
}

/// <summary>The options of one word, several where letters are joined, and the word with the value that follows it.</summary>
public sealed record OptionGroup(IReadOnlyList<string> Words, IReadOnlyList<GivenOption> Options)
{
    public override string ToString() => string.Join(' ', Words);
}
