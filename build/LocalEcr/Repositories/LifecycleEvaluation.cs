namespace Bakehouse.LocalEcr.Repositories;

/// <summary>
/// What a lifecycle policy does to a repository (ECR User Guide, "Automate the cleanup of images by using lifecycle
/// policies", lifecycle policy evaluation rules).
/// </summary>
internal static class LifecycleEvaluation
{
    /// <summary>An image that expires, and the rule that it expires by.</summary>
    internal sealed record Expiry(Image Image, IReadOnlyList<string> Tags, int RulePriority);

    /// <returns>
    /// The images that expire, oldest first. An image that meets a rule's demands on tags is out of reach for the rules
    /// behind it, yet counts there.
    /// </returns>
    public static IReadOnlyList<Expiry> Evaluate(Repository repository, LifecyclePolicy policy, DateTimeOffset now)
    {
        var tags = repository.Tags.ToLookup(tag => tag.Value, tag => tag.Key);
        var images = repository
            .Images.Values.OrderByDescending(image => image.PushedAt)
            .Select(image => (Image: image, Tags: (IReadOnlyList<string>)[.. tags[image.Digest]]))
            .ToList();
        var decided = new HashSet<string>();
        var expired = new List<Expiry>();
        foreach (var rule in policy.Rules)
        {
            var selected = images.Where(image => rule.Selection.Selects(image.Tags)).ToList();
            expired.AddRange(
                selected
                    .Where((image, position) => IsOver(rule.Selection, image.Image, position, now))
                    .Where(image => !decided.Contains(image.Image.Digest))
                    .Select(image => new Expiry(image.Image, image.Tags, rule.RulePriority))
            );
            decided.UnionWith(selected.Select(image => image.Image.Digest));
        }

        return [.. WithoutParts(repository, expired).OrderBy(expiry => expiry.Image.PushedAt)];
    }

    private static bool IsOver(LifecycleSelection selection, Image image, int position, DateTimeOffset now) =>
        selection.CountType == "imageCountMoreThan"
            ? position >= selection.CountNumber
            : image.PushedAt < now - TimeSpan.FromDays(selection.CountNumber);

    // What an index consists of goes after the index, not before it.
    private static IEnumerable<Expiry> WithoutParts(Repository repository, List<Expiry> expired) =>
        expired.Where(expiry => !repository.IsReferenced(expiry.Image.Digest));
}
