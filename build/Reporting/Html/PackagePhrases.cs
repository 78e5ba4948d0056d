using Bakehouse.Packages;

namespace Bakehouse.Reporting.Html;

/// <summary>What is said of an image's packages and its size.</summary>
internal static class PackagePhrases
{
    /// <summary><c>1 added, 2 changed</c>, <c>no package changed</c>, or why that is not known.</summary>
    public static string Of(ImageReport image) =>
        (image.PackageChanges, image.Packages, image.Previous) switch
        {
            ({ Count: 0 }, _, _) => "no package changed",
            ({ } changes, _, _) => Count(changes),
            (_, null, _) => "not known: none of its tests was run in it, or it has no package manager",
            (_, { } packages, null) => $"{Number(packages)}, and no image before it to compare with",
            (_, { } packages, _) => $"{Number(packages)}; the image before it does not tell its own",
        };

    /// <summary>The same, and how many of them came with the parents: <c>3 changed, 2 of them with base-root</c>.</summary>
    public static string Of(RunReport report, ImageReport image)
    {
        if (image.PackageChanges is not { Count: > 0 } changes)
        {
            return Of(image);
        }

        var inherited = changes.Count - report.OwnChangesOf(image)!.Count;
        var parents = string.Join(", ", report.ChangedParentsOf(image).Select(parent => parent.Name));
        return inherited == 0 ? Of(image)
            : inherited == changes.Count ? $"{Of(image)}, with {parents}"
            : $"{Of(image)}, {inherited} of them with {parents}";
    }

    /// <summary><c>45 MB → 46 MB (+700 kB)</c>: as the registry stores it; empty where nothing is known.</summary>
    public static string Size(ImageReport image) =>
        (image.Previous?.PackedSize, image.PackedSize) switch
        {
            (null, null) => "",
            (null, { } after) => Phrases.Size(after),
            ({ } before, null) => $"{Phrases.Size(before)} → not pushed",
            ({ } before, { } after) =>
                $"{Phrases.Size(before)} → {Phrases.Size(after)} ({Phrases.Difference(after - before)})",
        };

    private static string Number(PackageList packages) =>
        packages.Versions.Count == 1 ? "1 package" : $"{packages.Versions.Count} packages";

    private static string Count(PackageChanges changes) =>
        string.Join(
            ", ",
            new[]
            {
                (changes.Added.Count, "added"),
                (changes.Removed.Count, "removed"),
                (changes.Changed.Count, "changed"),
            }
                .Where(kind => kind.Item1 > 0)
                .Select(kind => $"{kind.Item1} {kind.Item2}")
        );
}
