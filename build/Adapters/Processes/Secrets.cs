using System.Collections.Concurrent;

namespace Bakehouse.Adapters.Processes;

/// <summary>The secrets that a run has come to know. Whatever is shown or written passes through here first.</summary>
public sealed class Secrets
{
    private const string Mask = "***";
    private readonly ConcurrentDictionary<string, byte> values = new();

    /// <summary>Remembers a secret. Blank and very short ones are ignored: masking them would garble every line.</summary>
    public void Add(string? value)
    {
        if (value?.Trim() is { Length: > 3 } secret)
        {
            values.TryAdd(secret, 0);
        }
    }

    /// <summary>The text with every known secret masked.</summary>
    public string Redact(string text)
    {
        // Longest first: a secret may be part of a longer one.
        foreach (var value in values.Keys.OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, Mask, StringComparison.Ordinal);
        }

        return text;
    }
}
