using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Processes;

/// <summary>The secrets that a run has come to know. Whatever is shown or written passes through here first.</summary>
public sealed partial class Secrets
{
    private const string Mask = "***";
    private readonly HashSet<string> values = [];

    // Longest first: a secret may be part of a longer one.
    private volatile IReadOnlyList<string> ordered = [];

    /// <summary>Remembers a secret. Blank and very short ones are ignored: masking them would garble every line.</summary>
    public void Add(string? value)
    {
        if (value?.Trim() is not { Length: > 3 } secret || bool.TryParse(secret, out _))
        {
            return;
        }

        lock (values)
        {
            if (values.Add(secret))
            {
                ordered = [.. values.OrderByDescending(known => known.Length)];
            }
        }
    }

    /// <summary>
    /// Remembers what may be more than one line: as a whole and line by line, as programs print it; of lines that assign something,
    /// what they assign; and the base64 of it all, which is how secrets are handed on.
    /// </summary>
    public void AddText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        Add(text);
        foreach (var form in new[] { text, text.Trim() })
        {
            Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(form)));
        }

        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            Add(line);
            if (Assignment().Match(line) is { Success: true } assignment)
            {
                Add(assignment.Groups["value"].Value.Trim('"', '\''));
            }
        }
    }

    /// <summary>The text with every known secret masked, and every password in an address.</summary>
    public string Redact(string text)
    {
        foreach (var value in ordered)
        {
            text = text.Replace(value, Mask, StringComparison.Ordinal);
        }

        return text.Contains("://", StringComparison.Ordinal) ? Password().Replace(text, Mask) : text;
    }

    /// <summary>The passwords in the addresses of a text: <c>http://user:password@proxy</c>.</summary>
    public static IEnumerable<string> PasswordsIn(string text) => Password().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"(?<=://[^/\s:@]*:)[^/\s@]+(?=@)", RegexOptions.None, 1000)]
    private static partial Regex Password();

    // KEY=value, export KEY=value, key: value, //registry/:_authToken=value
    [GeneratedRegex(
        @"^(export\s+)?([""']?[\w.-]+[""']?\s*[=:]\s*|\S*?\w=)(?<value>\S{6,})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Assignment();
}
