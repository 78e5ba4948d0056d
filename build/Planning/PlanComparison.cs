namespace Bakehouse.Planning;

/// <summary>Whether a saved plan is still what a run would do, and if not, what moved.</summary>
public static class PlanComparison
{
    /// <returns>A sentence for each difference; none where the saved plan still holds.</returns>
    public static IReadOnlyList<string> Differences(Plan saved, Plan now)
    {
        var before = saved.Images.ToDictionary(image => image.Name);
        var names = now.Images.Select(image => image.Name).ToHashSet();
        return
        [
            .. Moved("the registry", saved.Registry, now.Registry),
            .. Moved("the commit", saved.Source.Commit, now.Source.Commit),
            .. Moved("the version", saved.Version.Text, now.Version.Text),
            .. now.Images.SelectMany(image =>
                before.TryGetValue(image.Name, out var old) ? Compare(old, image) : [$"{image.Name} is new"]
            ),
            .. now.Copies.SelectMany(copy =>
                saved.FindCopy(copy.Name) is { } old ? Compare(old, copy) : [$"the copy {copy.Name} is new"]
            ),
            .. saved
                .Copies.Where(copy => now.FindCopy(copy.Name) is null)
                .Select(copy => $"the copy {copy.Name} is gone"),
            .. before.Keys.Where(name => !names.Contains(name)).Select(name => $"{name} is gone"),
        ];
    }

    private static IEnumerable<string> Compare(PlannedCopy old, PlannedCopy now) =>
        old.Action != now.Action || old.Source?.Digest != now.Source?.Digest || old.Digest != now.Digest
            ? [$"the copy {now.Name} has moved: {string.Join("; ", now.Reasons)}"]
            : [];

    private static IEnumerable<string> Compare(PlannedImage old, PlannedImage now)
    {
        if (old.Action != now.Action)
        {
            yield return $"{now.Name} was to {Word(old)}, and is now to {Word(now)}: {string.Join("; ", now.Reasons)}";
        }
        else if (old.Fingerprint != now.Fingerprint)
        {
            yield return $"what {now.Name} is made of changed";
        }
        else if (old.TestHash != now.TestHash)
        {
            yield return $"the tests of {now.Name} changed";
        }
        else if ((old.Digest ?? old.Replaces) != (now.Digest ?? now.Replaces))
        {
            yield return $"{now.Name} moved in the registry, {Place(old)} → {Place(now)}";
        }
        else if (!old.Reasons.SequenceEqual(now.Reasons))
        {
            yield return $"{now.Name} was to {Word(old)} because {string.Join("; ", old.Reasons)}, "
                + $"and is now because {string.Join("; ", now.Reasons)}";
        }

        var tags = now.Tags.Select(tag => tag.Name).ToHashSet();
        if (!tags.SetEquals(old.Tags.Select(tag => tag.Name)))
        {
            yield return $"the tags of {now.Name} were {Names(old)}, and are now {Names(now)}";
        }
    }

    private static IEnumerable<string> Moved(string what, string? before, string? now) =>
        before == now ? [] : [$"{what} was {before ?? "not known"}, and is now {now ?? "not known"}"];

    private static string Place(PlannedImage image) => (image.Digest ?? image.Replaces)?.Short ?? "nothing";

    private static string Names(PlannedImage image) =>
        image.Tags.Count == 0 ? "none" : string.Join(", ", image.Tags.Select(tag => tag.Name));

    private static string Word(PlannedImage image) =>
        image.Action == ImageAction.Nothing ? "be left alone" : image.Action.ToString().ToLowerInvariant();
}
