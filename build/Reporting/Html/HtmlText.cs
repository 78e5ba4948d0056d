using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.Reporting.Html;

/// <summary>
/// HTML that is put together from interpolated strings: <c>Add($"&lt;td&gt;{name}&lt;/td&gt;")</c>. What stands between the
/// braces is text, and is encoded, so that no name can become markup. Attributes have to be in double quotes.
/// </summary>
internal sealed partial class HtmlText
{
    private readonly StringBuilder text = new();

    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds what is no HTML: the style sheet and the script, which are our own.</summary>
    public HtmlText AddRaw(string ours)
    {
        text.Append(ours);
        return this;
    }

    public override string ToString() => text.ToString();

    // HTML has no way to write them (HTML Living Standard, 13.1.4, "Character references").
    [GeneratedRegex(@"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")]
    private static partial Regex Control();

    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder text;

        public Markup(int literalLength, int formattedCount, HtmlText html)
        {
            _ = literalLength;
            _ = formattedCount;
            text = html.text;
        }

        public void AppendLiteral(string markup) => text.Append(markup);

        public void AppendFormatted(string? value) =>
            text.Append(WebUtility.HtmlEncode(Control().Replace(value ?? "", "\uFFFD")));

        public void AppendFormatted(int value) => text.Append(value.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double value) => text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));
    }
}
