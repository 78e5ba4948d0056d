using System.Text;

namespace Bakehouse.ImageManifests;

/// <summary>
/// Splits a text into words as a shell does: at blanks, but for those in quotes or behind a backslash (POSIX Shell Command
/// Language, 2.2 Quoting). Nothing is expanded.
/// </summary>
internal static class ShellWords
{
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\\' && quote != '\'' && at + 1 < text.Length && IsEscaped(text[at + 1], quote))
            {
                (word ??= new StringBuilder()).Append(text[++at]);
            }
            else if (letter == quote)
            {
                quote = null;
            }
            else if (quote is null && letter is '\'' or '"')
            {
                quote = letter;
                word ??= new StringBuilder();
            }
            else if (quote is null && char.IsWhiteSpace(letter))
            {
                End();
            }
            else
            {
                (word ??= new StringBuilder()).Append(letter);
            }
        }

        End();
        return quote is null ? words : throw new FormatException($"The quote {quote} is not closed");

        void End()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }

    private static bool IsEscaped(char letter, char? quote) => quote is null || letter is '"' or '\\' or '$' or '`';
}
