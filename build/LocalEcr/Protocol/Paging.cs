using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Lists in pages: <c>maxResults</c> and <c>nextToken</c>.</summary>
internal static class Paging
{
    private const int Usual = 100;
    private const int Most = 1000;

    /// <summary>The page that a call asks for; where more follows, the answer gets the token for it.</summary>
    public static IReadOnlyList<T> Page<T>(EcrRequest request, JsonObject answer, IEnumerable<T> all)
    {
        var count = request.Input["maxResults"]?.GetValue<int>() ?? Usual;
        if (count is < 1 or > Most)
        {
            throw EcrErrors.Invalid("maxResults", $"Member must have value less than or equal to {Most}");
        }

        var start = request.Text("nextToken") is { } token ? Read(token) : 0;
        var rest = all.Skip(start).ToList();
        if (rest.Count > count)
        {
            answer["nextToken"] = Convert.ToBase64String(
                Encoding.UTF8.GetBytes((start + count).ToString(CultureInfo.InvariantCulture))
            );
        }

        return [.. rest.Take(count)];
    }

    private static int Read(string token)
    {
        var bytes = new byte[token.Length];
        return
            Convert.TryFromBase64String(token, bytes, out var length)
            && int.TryParse(bytes.AsSpan(0, length), CultureInfo.InvariantCulture, out var start)
            ? start
            : throw EcrErrors.Invalid("nextToken", "Invalid token");
    }
}
