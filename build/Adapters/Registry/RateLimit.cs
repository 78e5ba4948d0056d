using System.Globalization;
using System.Net.Http.Headers;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// How many pulls a registry allows and how many are left, from the headers <c>RateLimit-Limit: 100;w=21600</c> and
/// <c>RateLimit-Remaining: 76;w=21600</c> that Docker Hub sends with manifests, on HEAD too.
/// </summary>
/// <param name="Limit">Pulls in one window.</param>
/// <param name="Remaining">Pulls that are left.</param>
/// <param name="Window">How long the window is, where the registry says.</param>
public sealed record RateLimit(int Limit, int Remaining, TimeSpan? Window)
{
    internal static RateLimit? From(HttpResponseHeaders headers) =>
        Read(headers, "RateLimit-Limit") is { } limit && Read(headers, "RateLimit-Remaining") is { } remaining
            ? new RateLimit(limit.Count, remaining.Count, limit.Window ?? remaining.Window)
            : null;

    private static (int Count, TimeSpan? Window)? Read(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out var values))
            return null;
        var parts = values.First().Split(';', StringSplitOptions.TrimEntries);
        if (!Number(parts[0], out var count))
            return null;
        var window = parts.Skip(1).FirstOrDefault(part => part.StartsWith("w=", StringComparison.Ordinal));
        return (
            count,
            window is not null && Number(window[2..], out var seconds) ? TimeSpan.FromSeconds(seconds) : null
        );
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
