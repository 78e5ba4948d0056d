namespace Bakehouse.Engine;

/// <summary>Finds the names that somebody who mistyped one may have meant.</summary>
internal static class NearestNames
{
    private const int MostSuggestions = 3;

    /// <summary>"Did you mean 'A' or 'B'?", or nothing where no name is near.</summary>
    public static string Suggest(string typed, IEnumerable<string> names)
    {
        var near = Find(typed, names).Select(name => $"'{name}'").ToArray();
        return near.Length switch
        {
            0 => "",
            1 => $"Did you mean {near[0]}?",
            _ => $"Did you mean {string.Join(", ", near[..^1])} or {near[^1]}?",
        };
    }

    /// <summary>Up to three names, the nearest first; equally near ones stay in their order.</summary>
    public static IEnumerable<string> Find(string typed, IEnumerable<string> names)
    {
        var most = Math.Max(2, typed.Length / 3);
        return names
            .Select(name => (Name: name, Distance: Distance(Fold(typed), Fold(name))))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .Take(MostSuggestions);
    }

    private static string Fold(string name) => name.ToLowerInvariant();

    /// <summary>
    /// The least number of characters to insert, delete, replace or swap with their neighbour ("optimal string
    /// alignment", the restricted Damerau-Levenshtein distance).
    /// </summary>
    private static int Distance(string from, string to)
    {
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            costs[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            costs[0, j] = j;

        for (var i = 1; i <= from.Length; i++)
        for (var j = 1; j <= to.Length; j++)
        {
            var replace = costs[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            costs[i, j] = Math.Min(replace, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
            var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped)
                costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
        }

        return costs[from.Length, to.Length];
    }
}
