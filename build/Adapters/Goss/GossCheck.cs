using System.Text.Json;

namespace Bakehouse.Adapters.Goss;

/// <summary>One result in the JSON of goss.</summary>
/// <param name="Type"><c>File</c>, <c>Command</c>.</param>
/// <param name="Id">What is checked: a path, a command.</param>
/// <param name="Property">What of it: <c>mode</c>, <c>stdout</c>.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Failure">What was expected and, where goss tells, what was found; null where it passed.</param>
internal sealed record GossCheck(string Type, string Id, string Property, double Seconds, string? Failure)
{
    public string Name => $"{Type} {Id} {Property}";

    /// <summary>Whether goss does not tell what it found: of a file's content and a command's output it has a handle only.</summary>
    public bool IsFoundUntold { get; private init; }

    public static GossCheck Read(JsonElement result)
    {
        (string Text, bool IsFoundUntold)? failure = result.GetProperty("result").GetInt32() switch
        {
            0 or 2 => null,
            1 => FailureOf(result),
            var other => throw new FormatException($"{other} is no result of goss: passed, failed, skipped."),
        };
        return new GossCheck(
            result.GetProperty("resource-type").GetString() ?? "",
            result.GetProperty("resource-id").GetString() ?? "",
            result.GetProperty("property").GetString() ?? "",
            result.GetProperty("duration").GetInt64() / 1e9,
            failure?.Text
        )
        {
            IsFoundUntold = failure is { IsFoundUntold: true },
        };
    }

    private static (string Text, bool IsFoundUntold) FailureOf(JsonElement result)
    {
        if (result.GetProperty("err") is { ValueKind: not JsonValueKind.Null } error)
        {
            return (Text(error), false);
        }

        var matcher = result.GetProperty("matcher-result");
        var actual = Text(matcher.GetProperty("actual"));
        var isUntold = actual.StartsWith("\"object: ", StringComparison.Ordinal);
        string[] parts =
        [
            $"expected {matcher.GetProperty("message").GetString()} {Text(matcher.GetProperty("expected"))}",
            .. Elements(matcher, "missing-elements", "missing"),
            .. Elements(matcher, "extra-elements", "too many"),
            .. isUntold ? (string[])[] : [$"found {actual}"],
        ];
        return (string.Join(", ", parts), isUntold);
    }

    private static IEnumerable<string> Elements(JsonElement matcher, string name, string word) =>
        matcher.TryGetProperty(name, out var elements)
        && elements.ValueKind == JsonValueKind.Array
        && elements.GetArrayLength() > 0
            ? [$"{word} {Text(elements)}"]
            : [];

    // As it is, not as JSON escapes it: what is secret is to be recognised.
    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => $"\"{value.GetString()!.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
            JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Text))}]",
            _ => value.GetRawText(),
        };
}
