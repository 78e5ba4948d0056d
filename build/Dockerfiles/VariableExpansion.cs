using System.Text;

namespace Bakehouse.Dockerfiles;

/// <summary>
/// Expands the variables of one word of a Dockerfile and removes its quotes, as BuildKit's frontend does: <c>$name</c>,
/// <c>${name}</c>, and <c>${name…}</c> with <c>:-</c> <c>-</c> <c>:+</c> <c>+</c> <c>:?</c> <c>?</c> <c>#</c> <c>##</c>
/// <c>%</c> <c>%%</c> <c>/</c> <c>//</c> (Dockerfile reference, "Environment replacement").
/// </summary>
internal sealed class VariableExpansion
{
    private readonly string _word;
    private readonly char _escape;
    private readonly Func<string, string?> _valueOf;
    private readonly List<string> _names = [];
    private readonly List<string> _empty = [];
    private int _position;

    private VariableExpansion(string word, char escape, Func<string, string?> valueOf)
    {
        _word = word;
        _escape = escape;
        _valueOf = valueOf;
    }

    /// <summary>A word after its expansion.</summary>
    /// <param name="Text">The outcome.</param>
    /// <param name="Names">The variables that it names, in order.</param>
    /// <param name="Empty">Those among them that have no value and no substitute, and so became nothing.</param>
    public sealed record Result(string Text, IReadOnlyList<string> Names, IReadOnlyList<string> Empty);

    /// <param name="word">As written.</param>
    /// <param name="escape">The escape character of the Dockerfile.</param>
    /// <param name="valueOf">The value of a variable, null where it has none.</param>
    /// <exception cref="FormatException">A quote or brace is not closed, or the form is unknown.</exception>
    public static Result Of(string word, char escape, Func<string, string?> valueOf)
    {
        var expansion = new VariableExpansion(word, escape, valueOf);
        var text = expansion.ReadTo(stop: null, keepEscapes: false);
        return new Result(text, [.. expansion._names.Distinct()], expansion._empty);
    }

    private bool AtEnd => _position == _word.Length;

    private string ReadTo(char? stop, bool keepEscapes)
    {
        var text = new StringBuilder();
        while (!AtEnd)
        {
            var character = _word[_position++];
            if (character == stop)
            {
                return text.ToString();
            }

            if (character == _escape)
            {
                text.Append(ReadEscaped(keepEscapes));
            }
            else
            {
                text.Append(
                    character switch
                    {
                        '\'' => ReadSingleQuoted(),
                        '"' => ReadDoubleQuoted(keepEscapes),
                        '$' => ReadVariable(),
                        _ => character.ToString(),
                    }
                );
            }
        }

        return stop is null ? text.ToString() : throw new FormatException($"'{_word}' lacks a closing '{stop}'.");
    }

    private string ReadEscaped(bool keepEscapes)
    {
        var escaped = AtEnd ? "" : _word[_position++].ToString();
        return keepEscapes ? _escape + escaped : escaped;
    }

    private string ReadSingleQuoted()
    {
        var end = _word.IndexOf('\'', _position);
        if (end < 0)
        {
            throw new FormatException($"'{_word}' lacks a closing single quote.");
        }

        var text = _word[_position..end];
        _position = end + 1;
        return text;
    }

    private string ReadDoubleQuoted(bool keepEscapes)
    {
        var text = new StringBuilder();
        while (!AtEnd)
        {
            var character = _word[_position++];
            if (character == '"')
            {
                return text.ToString();
            }

            if (character == '$')
            {
                text.Append(ReadVariable());
            }
            else if (character == _escape && !AtEnd && (_word[_position] is '"' or '$' || _word[_position] == _escape))
            {
                text.Append(ReadEscaped(keepEscapes));
            }
            else
            {
                text.Append(character);
            }
        }

        throw new FormatException($"'{_word}' lacks a closing double quote.");
    }

    private string ReadVariable()
    {
        if (AtEnd || _word[_position] != '{')
        {
            var plain = ReadName();
            return plain.Length == 0 ? "$" : ValueOrEmpty(plain);
        }

        _position++;
        var name = ReadName();
        if (name.Length == 0 || AtEnd)
        {
            throw new FormatException($"'{_word}' has a '${{' without a name or without its '}}'.");
        }

        var form = _word[_position++];
        var emptyIsUnset = form == ':' && !AtEnd;
        return emptyIsUnset ? Substitute(name, _word[_position++], emptyIsUnset) : Substitute(name, form, emptyIsUnset);
    }

    private string Substitute(string name, char form, bool emptyIsUnset) =>
        form switch
        {
            '}' when !emptyIsUnset => ValueOrEmpty(name),
            '-' => ReadTo('}', keepEscapes: false) is var word && Has(name, emptyIsUnset) ? _valueOf(name)! : word,
            '+' => ReadTo('}', keepEscapes: false) is var word && Has(name, emptyIsUnset) ? word : "",
            '?' => Required(name, ReadTo('}', keepEscapes: false), emptyIsUnset),
            '#' or '%' when !emptyIsUnset => Trim(name, form, ReadTo('}', keepEscapes: true)),
            '/' when !emptyIsUnset => Replace(name),
            _ => throw new FormatException($"'{_word}' has a form of substitution that does not exist."),
        };

    private string Required(string name, string message, bool emptyIsUnset)
    {
        if (Has(name, emptyIsUnset))
        {
            return _valueOf(name)!;
        }

        throw new FormatException(
            message.Length > 0 ? $"{name}: {message}" : $"'{_word}' needs a value of the argument {name}."
        );
    }

    private string Trim(string name, char form, string pattern)
    {
        var longest = pattern.StartsWith(form);
        var shape = longest ? pattern[1..] : pattern;
        return form == '#'
            ? ShellPattern.TrimPrefix(ValueOrEmpty(name), shape, longest)
            : ShellPattern.TrimSuffix(ValueOrEmpty(name), shape, longest);
    }

    private string Replace(string name)
    {
        var all = !AtEnd && _word[_position] == '/';
        _position += all ? 1 : 0;
        var pattern = ReadTo('/', keepEscapes: true);
        var replacement = ReadTo('}', keepEscapes: true);
        return ShellPattern.Replace(ValueOrEmpty(name), pattern, replacement, all);
    }

    private bool Has(string name, bool emptyIsUnset)
    {
        _names.Add(name);
        return emptyIsUnset ? !string.IsNullOrEmpty(_valueOf(name)) : _valueOf(name) is not null;
    }

    private string ValueOrEmpty(string name)
    {
        _names.Add(name);
        if (_valueOf(name) is { } value)
        {
            return value;
        }

        _empty.Add(name);
        return "";
    }

    private string ReadName()
    {
        var start = _position;
        while (!AtEnd && (char.IsLetterOrDigit(_word[_position]) || _word[_position] == '_'))
        {
            _position++;
        }

        return _word[start.._position];
    }
}
