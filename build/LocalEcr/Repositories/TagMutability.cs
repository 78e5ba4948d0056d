using System.Text.RegularExpressions;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>Which tags of a repository may move (ECR User Guide, "Preventing image tags from being overwritten").</summary>
/// <param name="Setting">
/// <c>MUTABLE</c>, <c>IMMUTABLE</c>, or either with <c>_WITH_EXCLUSION</c>: the other way round for the tags that a
/// filter matches.
/// </param>
/// <param name="ExclusionFilters">Whole tags, in which <c>*</c> stands for any characters.</param>
internal sealed partial record TagMutability(string Setting, IReadOnlyList<string> ExclusionFilters)
{
    public const string FilterType = "WILDCARD";
    private const int MostFilters = 5;
    private const int MostWildcards = 2;
    private const string Exclusion = "_WITH_EXCLUSION";

    public static TagMutability Default { get; } = new("MUTABLE", []);

    /// <exception cref="Access.AwsException">ECR would not take it.</exception>
    public static TagMutability Parse(string setting, IReadOnlyList<string> filters)
    {
        if (setting is not ("MUTABLE" or "IMMUTABLE" or "MUTABLE_WITH_EXCLUSION" or "IMMUTABLE_WITH_EXCLUSION"))
        {
            throw EcrErrors.Invalid(
                "imageTagMutability",
                "Member must satisfy enum value set: [IMMUTABLE, IMMUTABLE_WITH_EXCLUSION, MUTABLE, MUTABLE_WITH_EXCLUSION]"
            );
        }

        const string parameter = "imageTagMutabilityExclusionFilters";
        if (setting.EndsWith(Exclusion, StringComparison.Ordinal) != filters.Count > 0)
        {
            throw EcrErrors.Invalid(parameter, "Exclusion filters go with a setting that ends in _WITH_EXCLUSION");
        }

        if (filters.Count > MostFilters)
        {
            throw EcrErrors.Invalid(parameter, $"Member must have length less than or equal to {MostFilters}");
        }

        foreach (var filter in filters)
        {
            if (!Filter().IsMatch(filter) || filter.Count(character => character == '*') > MostWildcards)
            {
                throw EcrErrors.Invalid(
                    parameter,
                    $"Member must have at most {MostWildcards} wildcards and satisfy regular expression pattern: {Filter()}"
                );
            }
        }

        return new TagMutability(setting, filters);
    }

    /// <summary>Whether a tag that exists may be put on another image.</summary>
    public bool MayMove(string tag) =>
        Setting.StartsWith("MUTABLE", StringComparison.Ordinal)
        != ExclusionFilters.Any(filter => Wildcards.IsMatch(filter, tag));

    [GeneratedRegex("^[0-9a-zA-Z._*-]{1,128}$")]
    private static partial Regex Filter();
}
