namespace Bakehouse.Packages;

/// <summary>A package that came or went.</summary>
public sealed record Package(string Name, string Version);

/// <summary>A package of which another version is installed.</summary>
public sealed record ChangedPackage(string Name, string Before, string After);

/// <summary>What became of the packages of an image since the one before; each list is sorted by name.</summary>
public sealed record PackageChanges(
    IReadOnlyList<Package> Added,
    IReadOnlyList<Package> Removed,
    IReadOnlyList<ChangedPackage> Changed
)
{
    public int Count => Added.Count + Removed.Count + Changed.Count;

    public static PackageChanges Between(PackageList before, PackageList after) =>
        new(
            Missing(after.Versions, before.Versions),
            Missing(before.Versions, after.Versions),
            [
                .. after
                    .Versions.Where(package =>
                        before.Versions.TryGetValue(package.Key, out var version) && version != package.Value
                    )
                    .Select(package => new ChangedPackage(package.Key, before.Versions[package.Key], package.Value))
                    .OrderBy(package => package.Name, StringComparer.Ordinal),
            ]
        );

    /// <summary>Those of them that are not among others.</summary>
    public PackageChanges Without(PackageChanges others) =>
        new([.. Added.Except(others.Added)], [.. Removed.Except(others.Removed)], [.. Changed.Except(others.Changed)]);

    // What is in the one and not in the other.
    private static IReadOnlyList<Package> Missing(
        IReadOnlyDictionary<string, string> one,
        IReadOnlyDictionary<string, string> other
    ) =>
        [
            .. one.Where(package => !other.ContainsKey(package.Key))
                .Select(package => new Package(package.Key, package.Value))
                .OrderBy(package => package.Name, StringComparer.Ordinal),
        ];
}
