using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>
/// A lifecycle policy (ECR User Guide, "Lifecycle policy properties in Amazon ECR"): rules that expire images, without
/// those that move them to an archive.
/// </summary>
/// <param name="Rules">In the order of their priority.</param>
internal sealed partial record LifecyclePolicy(IReadOnlyList<LifecycleRule> Rules)
{
    private const int MostWildcards = 4;
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a policy's text.</summary>
    /// <exception cref="Access.AwsException">ECR would not take it.</exception>
    public static LifecyclePolicy Parse(string text)
    {
        if (text.Length is < 100 or > 30720)
        {
            throw Invalid("Member must have length between 100 and 30720");
        }

        LifecycleDocument document;
        try
        {
            document = JsonSerializer.Deserialize<LifecycleDocument>(text, Format)!;
        }
        catch (JsonException exception)
        {
            throw Invalid($"Lifecycle policy validation failure: {exception.Message}");
        }

        foreach (var rule in document.Rules)
        {
            Validate(rule);
        }

        var rules = document.Rules.OrderBy(rule => rule.RulePriority).ToList();
        ValidateTogether(rules);
        return new LifecyclePolicy(rules);
    }

    private static void Validate(LifecycleRule rule)
    {
        var selection = rule.Selection;
        string[] lists = [.. selection.TagPrefixList ?? [], .. selection.TagPatternList ?? []];
        Require(rule.RulePriority >= 1, "rulePriority must be at least 1");
        Require(rule.Action.Type == "expire", "action.type must be expire");
        Require(selection.TagStatus is "tagged" or "untagged" or "any", "tagStatus must be tagged, untagged or any");
        Require(
            (selection.TagPrefixList is null || selection.TagPatternList is null)
                && (selection.TagStatus == "tagged") == (lists.Length > 0),
            "tagStatus=tagged needs either a tagPrefixList or a tagPatternList, and no other tagStatus may have one"
        );
        Require(
            selection.CountType is "imageCountMoreThan" or "sinceImagePushed",
            "countType must be imageCountMoreThan or sinceImagePushed"
        );
        Require(
            selection.CountUnit == (selection.CountType == "sinceImagePushed" ? "days" : null),
            "countUnit must be days with sinceImagePushed, and goes with no other countType"
        );
        Require(selection.CountNumber >= 1, "countNumber must be at least 1");
        Require(
            (selection.TagPatternList ?? []).All(pattern => pattern.Count(c => c == '*') <= MostWildcards),
            $"a tag pattern has at most {MostWildcards} wildcards"
        );
        Require(
            lists.All(text => TagText().IsMatch(text)),
            "a tag prefix or pattern holds a character that no tag has"
        );
    }

    private static void ValidateTogether(List<LifecycleRule> rules)
    {
        Require(rules.Count is > 0 and <= 50, "a policy has between 1 and 50 rules");
        Require(rules.DistinctBy(rule => rule.RulePriority).Count() == rules.Count, "rulePriority must be unique");
        Require(
            rules.Count(rule => rule.Selection.TagStatus == "untagged") <= 1,
            "only one rule may select untagged images"
        );
        Require(
            rules.SkipLast(1).All(rule => rule.Selection.TagStatus != "any"),
            "the rule with tagStatus=any must have the highest rulePriority"
        );
        var lists = rules
            .Where(rule => rule.Selection.TagStatus == "tagged")
            .Select(rule => (rule.Selection.TagPrefixList is null, string.Join(',', rule.Selection.Texts.Order())))
            .ToList();
        Require(lists.Distinct().Count() == lists.Count, "no two rules may have the same tag prefixes or patterns");
    }

    private static void Require(bool condition, string constraint)
    {
        if (!condition)
        {
            throw Invalid($"Lifecycle policy validation failure: {constraint}");
        }
    }

    private static Access.AwsException Invalid(string constraint) =>
        EcrErrors.Invalid("LifecyclePolicyText", constraint);

    [GeneratedRegex("^[0-9a-zA-Z._*-]+$")]
    private static partial Regex TagText();

    private sealed record LifecycleDocument(IReadOnlyList<LifecycleRule> Rules);
}

/// <summary>A rule.</summary>
internal sealed record LifecycleRule(int RulePriority, LifecycleSelection Selection, LifecycleAction Action)
{
    public string? Description { get; init; }
}

/// <summary>Which images a rule is about, and how many or how old they may get.</summary>
internal sealed record LifecycleSelection(string TagStatus, string CountType, int CountNumber)
{
    public string? CountUnit { get; init; }

    public IReadOnlyList<string>? TagPrefixList { get; init; }

    public IReadOnlyList<string>? TagPatternList { get; init; }

    internal IEnumerable<string> Texts => TagPrefixList ?? TagPatternList ?? [];

    /// <summary>
    /// Whether an image meets the rule's demands on tags: each prefix or pattern must be met by one of its tags.
    /// </summary>
    public bool Selects(IReadOnlyList<string> tags) =>
        TagStatus switch
        {
            "any" => true,
            "untagged" => tags.Count == 0,
            _ => (TagPrefixList ?? []).All(prefix => tags.Any(tag => tag.StartsWith(prefix, StringComparison.Ordinal)))
                && (TagPatternList ?? []).All(pattern => tags.Any(tag => Wildcards.IsMatch(pattern, tag)))
                && tags.Count > 0,
        };
}

/// <summary>What becomes of the images: <c>expire</c>.</summary>
internal sealed record LifecycleAction(string Type);
