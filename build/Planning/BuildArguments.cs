using Bakehouse.Images;

namespace Bakehouse.Planning;

/// <summary>Which values the arguments of a build get.</summary>
public static class BuildArguments
{
    /// <summary>
    /// The class's values, then those of a substitute, then those of the command line, each before the ones before it; and
    /// of all these, the ones that the build file heeds.
    /// </summary>
    public static IReadOnlyDictionary<string, string> For(
        ImageDefinition image,
        IReadOnlyDictionary<string, string> given,
        IReadOnlyDictionary<string, string>? substitute
    ) =>
        image.BuildFile.Effective(
            image.BuildArguments.Concat(substitute ?? new Dictionary<string, string>()).Concat(given).DistinctLast()
        );

    /// <summary>A dictionary in which the last value of each key counts.</summary>
    public static IReadOnlyDictionary<string, string> DistinctLast(
        this IEnumerable<KeyValuePair<string, string>> pairs
    ) => pairs.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
}
