using System.Text.Json.Nodes;
using Bakehouse.Planning;

namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// Which images of a repository go, and when (ECR User Guide, "Lifecycle policy properties"). ECR expires images, not
/// tags, and the first rule that selects an image decides about it. So the rules that protect stand before those that
/// expire: an image that also has an old development tag stays as long as it is latest.
/// </summary>
/// <param name="Rules">In the order in which ECR applies them.</param>
public sealed record LifecyclePolicy(IReadOnlyList<LifecycleRule> Rules)
{
    private const int Days = 21;
    private const int DaysUntagged = 7;

    // ECR takes 50; four are kept for the copies' backups and records, and for those that expire.
    private const int MostProtected = 46;

    /// <summary>
    /// For images that this repository builds. A pattern cannot tell 1.4.0 from 1.4.0-dev202611211436, and an image may have
    /// both: what has the mark of a release stays, and of the rest what has a development tag goes before what has a version
    /// is kept.
    /// </summary>
    public static LifecyclePolicy OfBuilt { get; } =
        new([
            LifecycleRule.Keep("latest", "what the default branch has made"),
            LifecycleRule.Keep("*-latest", "the same, of a variant"),
            LifecycleRule.Keep($"{ReservedNames.ReleaseMark}*.*", "releases"),
            LifecycleRule.Expire("*-dev2*", Days, "development builds"),
            LifecycleRule.Keep("*.*", "versions without a mark"),
            LifecycleRule.ExpireUntagged(DaysUntagged, "what has lost its last tag"),
            LifecycleRule.ExpireAny(Days, "commits and branches that are no longer in use"),
        ]);

    /// <summary>For copies of upstream images, and what is built on them: the upstream's own tags stay.</summary>
    /// <param name="upstreamTags">The tags that are kept of the upstream.</param>
    /// <param name="backups">
    /// How many backups are made of them. They are counted, for their days would be those since the push: what served for
    /// months would be gone on the day after it was replaced.
    /// </param>
    public static LifecyclePolicy OfCopies(IReadOnlyList<string> upstreamTags, int backups) =>
        new([
            .. upstreamTags.Take(MostProtected).Select(tag => LifecycleRule.Keep(tag, "the upstream's tag")),
            LifecycleRule.Keep($"{CopyRecord.Prefix}*", "where the copies come from"),
            .. backups == 0
                ? Array.Empty<LifecycleRule>()
                : [LifecycleRule.KeepNewest($"{BackupTag.Prefix}*", backups, "backups")],
            LifecycleRule.ExpireUntagged(DaysUntagged, "what has lost its last tag"),
            .. upstreamTags.Count > MostProtected
                ? Array.Empty<LifecycleRule>()
                : [LifecycleRule.ExpireAny(Days, "commits and branches that are no longer in use")],
        ]);

    /// <summary>The policy as ECR takes it: JSON, in one line.</summary>
    public override string ToString() => Json().ToJsonString();

    internal JsonObject Json() =>
        new() { ["rules"] = new JsonArray([.. Rules.Select((rule, index) => rule.Json(index + 1))]) };
}

/// <summary>One rule of a lifecycle policy.</summary>
/// <param name="TagStatus"><c>tagged</c>, <c>untagged</c> or <c>any</c>.</param>
/// <param name="TagPattern">Which tags, <c>*</c> stands for any characters; null where the status decides.</param>
/// <param name="Count">For how many days after its push an image stays, or how many images stay.</param>
/// <param name="Description">What it is about.</param>
public sealed record LifecycleRule(string TagStatus, string? TagPattern, int Count, string Description)
{
    // ECR has no rule that only protects. One that would expire in a hundred years does.
    private const int Forever = 36_500;

    public static LifecycleRule Keep(string tagPattern, string what) =>
        new("tagged", tagPattern, Forever, $"keep {what}");

    public static LifecycleRule KeepNewest(string tagPattern, int images, string what) =>
        new("tagged", tagPattern, images, $"keep {images} {what}") { IsOfImages = true };

    public static LifecycleRule Expire(string tagPattern, int days, string what) =>
        new("tagged", tagPattern, days, $"expire {what}");

    public static LifecycleRule ExpireUntagged(int days, string what) => new("untagged", null, days, $"expire {what}");

    public static LifecycleRule ExpireAny(int days, string what) => new("any", null, days, $"expire {what}");

    /// <summary>Whether images are counted, and not days.</summary>
    public bool IsOfImages { get; private init; }

    internal JsonObject Json(int priority)
    {
        var selection = new JsonObject { ["tagStatus"] = TagStatus };
        if (TagPattern is not null)
        {
            selection["tagPatternList"] = new JsonArray(TagPattern);
        }

        selection["countType"] = IsOfImages ? "imageCountMoreThan" : "sinceImagePushed";
        if (!IsOfImages)
        {
            selection["countUnit"] = "days";
        }

        selection["countNumber"] = Count;
        return new JsonObject
        {
            ["rulePriority"] = priority,
            ["description"] = Description,
            ["selection"] = selection,
            ["action"] = new JsonObject { ["type"] = "expire" },
        };
    }
}
