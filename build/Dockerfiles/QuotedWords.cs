using System.Text;

namespace Bakehouse.Dockerfiles;

/// <summary>Words as a shell would see them: whitespace inside of quotes, or escaped, parts none.</summary>
internal static class QuotedWords
{
    /// <summary>Splits a text into its words, quotes and escape characters kept.</summary>
    public static IReadOnlyList<string> Split(string text, char escape)
    {
        List<string> words = [];
        var word = new StringBuilder();
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quote is null && char.IsWhiteSpace(character))
            {
                Finish();
                continue;
            }

            word.Append(character);
            if (character == escape && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
            }
            else
            {
                quote = Following(quote, character);
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    /// <summary>A word without its quotes and escape characters.</summary>
    public static string Unquote(string word, char escape)
    {
        var plain = new StringBuilder();
        char? quote = null;
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == escape && quote != '\'' && i + 1 < word.Length)
            {
                plain.Append(word[++i]);
                continue;
            }

            var after = Following(quote, word[i]);
            if (after == quote)
            {
                plain.Append(word[i]);
            }

            quote = after;
        }

        return plain.ToString();
    }

    // The quote that is open behind a character, given the one that was open before it.
    private static char? Following(char? quote, char character) =>
        quote is null
            ? character is '"' or '\''
                ? character
                : null
            : character == quote
                ? null
                : quote;
}
