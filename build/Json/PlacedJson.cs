using System.Text;
using System.Text.Json;

namespace Bakehouse.Json;

/// <summary>
/// A JSON text (RFC 8259) whose values know their line, so that an error can name the place. Comments, <c>//</c> and
/// <c>/* */</c>, and commas behind the last of a list are passed over.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Text">A string's content; of a number and of <c>true</c>, <c>false</c> and <c>null</c>, the text as written.</param>
public sealed record PlacedJson(JsonValueKind Kind, int Line, string Text)
{
    /// <summary>What is in an object, in order; a name that is given twice is there twice.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>What is in an array.</summary>
    public IReadOnlyList<PlacedJson> Items { get; init; } = [];

    /// <summary>The last member of that name; null where there is none.</summary>
    public PlacedJson? this[string name] => Members.LastOrDefault(member => member.Name == name)?.Value;

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path that error messages show.</param>
    /// <exception cref="BakehouseException">It is no JSON; the message has path and line.</exception>
    public static PlacedJson Parse(string text, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(
            bytes,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );
        var lines = new LineCounter(bytes);
        try
        {
            reader.Read();
            var value = Read(ref reader, lines);
            reader.Read();
            return value;
        }
        catch (JsonException error)
        {
            throw new BakehouseException(
                $"{path}:{(error.LineNumber ?? 0) + 1}: this is no JSON: {FirstSentence(error.Message)}",
                "Correct it there, or just before."
            );
        }
    }

    private static PlacedJson Read(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.LineAt((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<Member>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    var place = lines.LineAt((int)reader.TokenStartIndex);
                    reader.Read();
                    members.Add(new Member(name, place, Read(ref reader, lines)));
                }

                return new PlacedJson(JsonValueKind.Object, line, "") { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<PlacedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, lines));
                }

                return new PlacedJson(JsonValueKind.Array, line, "") { Items = items };
            case JsonTokenType.String:
                return new PlacedJson(JsonValueKind.String, line, reader.GetString()!);
            default:
                var kind = reader.TokenType switch
                {
                    JsonTokenType.Number => JsonValueKind.Number,
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                return new PlacedJson(kind, line, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    // Behind it comes where the fault is, in words that our own line has already.
    private static string FirstSentence(string message) => message.Split(" LineNumber:")[0].Split(" Path:")[0];

    /// <summary>A named value of an object.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Line">The line of the name, counted from 1.</param>
    /// <param name="Value">The value.</param>
    public sealed record Member(string Name, int Line, PlacedJson Value);

    // The reader goes forwards only, and so does this.
    private sealed class LineCounter(byte[] text)
    {
        private int position;
        private int line = 1;

        public int LineAt(int index)
        {
            for (; position < index; position++)
            {
                if (text[position] == (byte)'\n')
                {
                    line++;
                }
            }

            return line;
        }
    }
}
