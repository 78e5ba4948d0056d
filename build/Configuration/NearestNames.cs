namespace Bakehouse.Configuration;

/// <summary>Finds what somebody may have meant.</summary>
public static class NearestNames
{
    /// <summary>A sentence that names up to three names like the one given; null where none is like it.</summary>
    public static string? Hint(string name, IEnumerable<string> candidates)
    {
        var wanted = name.TrimStart('-').ToLowerInvariant();
        var nearest = candidates
            .Select(candidate => (candidate, distance: Distance(wanted, candidate.TrimStart('-').ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(2, wanted.Length / 3))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate)
            .Take(3)
            .Select(pair => pair.candidate)
            .ToList();
        return nearest.Count == 0 ? null : $"Did you mean {string.Join(" or ", nearest)}?";
    }

    /// <summary>The optimal string alignment distance: insertions, deletions, substitutions, neighbours swapped.</summary>
    internal static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] =
                    i == 0 || j == 0
                        ? i + j
                        : Math.Min(
                            Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1),
                            cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                        );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
