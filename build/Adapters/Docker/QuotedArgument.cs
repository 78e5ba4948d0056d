using System.Text;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Arguments between the quotes that Cake sets around them. It leaves quotes that are in them as they are: what follows one would
/// be an argument of its own.
/// </summary>
internal static class QuotedArgument
{
    /// <summary>What reads as the argument once it stands in quotes, by the rules of <c>ProcessStartInfo.Arguments</c>.</summary>
    public static string InQuotes(this string argument)
    {
        var quoted = new StringBuilder();
        var backslashes = 0;
        foreach (var letter in argument)
        {
            // Backslashes are themselves but for those before a quote.
            quoted.Append('\\', letter == '"' ? backslashes + 1 : 0).Append(letter);
            backslashes = letter == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).ToString();
    }
}
