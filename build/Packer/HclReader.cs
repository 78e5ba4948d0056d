namespace Bakehouse.Packer;

/// <summary>
/// Reads the blocks and attributes of a file in HCL's native syntax. Expressions are not evaluated: they are told apart
/// from what is around them, with their strings, templates, heredocs and brackets, and kept as they are.
/// </summary>
internal sealed class HclReader(string text, string path)
{
    private int at;
    private int line = 1;

    /// <exception cref="BakehouseException">It is no HCL; the message has path and line.</exception>
    public HclBody Read() => ReadBody(isFile: true);

    private HclBody ReadBody(bool isFile)
    {
        var attributes = new List<HclAttribute>();
        var blocks = new List<HclBlock>();
        while (true)
        {
            SkipSpace(withLines: true);
            if (at == text.Length)
            {
                return isFile ? new HclBody(attributes, blocks) : throw Fault("a block is not closed", "Add a '}'.");
            }

            if (text[at] == '}' && !isFile)
            {
                at++;
                return new HclBody(attributes, blocks);
            }

            var start = line;
            var name = ReadName();
            SkipSpace(withLines: false);
            if (Next() == '=')
            {
                at++;
                SkipSpace(withLines: false);
                attributes.Add(new HclAttribute(name, ReadExpression(), start));
            }
            else
            {
                blocks.Add(ReadBlock(name, start));
            }
        }
    }

    private HclBlock ReadBlock(string type, int start)
    {
        var labels = new List<string>();
        while (Next() is not '{')
        {
            if (Next() == '"')
            {
                var from = at + 1;
                SkipString();
                labels.Add(text[from..(at - 1)]);
            }
            else
            {
                labels.Add(ReadName());
            }

            SkipSpace(withLines: false);
        }

        at++;
        return new HclBlock(type, labels, ReadBody(isFile: false), start);
    }

    private string ReadName()
    {
        var from = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-'))
        {
            at++;
        }

        return at > from
            ? text[from..at]
            : throw Fault("a name is missing here", "Write 'name = value' or 'type \"label\" {'.");
    }

    // Up to the end of the line, but for lines within brackets, strings and heredocs.
    private string ReadExpression()
    {
        var from = at;
        var end = at;
        var depth = 0;
        while (at < text.Length)
        {
            var before = at;
            SkipSpace(withLines: depth > 0);
            if (at > before)
            {
                continue;
            }

            var letter = text[at];
            if (depth == 0 && letter is '\n' or '\r' or '}')
            {
                break;
            }

            depth += letter switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
            if (letter == '"')
            {
                SkipString();
            }
            else if (letter == '<' && Ahead("<<"))
            {
                SkipHeredoc();
            }
            else
            {
                at++;
            }

            end = at;
        }

        return end > from ? text[from..end] : throw Fault("a value is missing here", "Write one behind the '='.");
    }

    private void SkipString()
    {
        at++;
        while (Next() != '"')
        {
            if (Next() is null or '\n')
            {
                throw Fault("a string is not closed", "Add a '\"'.");
            }

            if (Next() == '\\')
            {
                at += 2;
            }
            else if (Ahead("${") || Ahead("%{"))
            {
                at += 2;
                SkipTemplate();
            }
            else
            {
                at++;
            }
        }

        at++;
    }

    private void SkipTemplate()
    {
        while (Next() != '}')
        {
            switch (Next())
            {
                case null:
                    throw Fault("a template is not closed", "Add a '}'.");
                case '"':
                    SkipString();
                    break;
                case '{':
                    at++;
                    SkipTemplate();
                    break;
                default:
                    Advance();
                    break;
            }
        }

        at++;
    }

    private void SkipHeredoc()
    {
        at += Ahead("<<-") ? 3 : 2;
        var mark = ReadName();
        while (true)
        {
            while (at < text.Length && text[at] != '\n')
            {
                at++;
            }

            if (at == text.Length)
            {
                throw Fault($"the text up to {mark} is not closed", $"Add a line with {mark} alone.");
            }

            Advance();
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            if (text[at..end].Trim() == mark)
            {
                at = end;
                return;
            }
        }
    }

    private void SkipSpace(bool withLines)
    {
        while (at < text.Length)
        {
            if (Ahead("/*"))
            {
                while (at < text.Length && !Ahead("*/"))
                {
                    Advance();
                }

                at = Math.Min(at + 2, text.Length);
            }
            else if (text[at] == '#' || Ahead("//"))
            {
                while (at < text.Length && text[at] != '\n')
                {
                    at++;
                }
            }
            else if (text[at] is ' ' or '\t' || (withLines && text[at] is '\n' or '\r'))
            {
                Advance();
            }
            else
            {
                return;
            }
        }
    }

    private void Advance()
    {
        if (text[at++] == '\n')
        {
            line++;
        }
    }

    private char? Next() => at < text.Length ? text[at] : null;

    private bool Ahead(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private BakehouseException Fault(string problem, string remedy) => new($"{path}:{line}: {problem}.", remedy);
}
