namespace Bakehouse.Packages;

/// <summary>What a distribution's package manager has installed in an image: names and versions.</summary>
public sealed class PackageList
{
    private PackageList(IReadOnlyDictionary<string, string> versions) => Versions = versions;

    /// <summary>The version of each package.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>
    /// Reads lines <c>openssl 3.5.1-1</c>. A package that is there for two architectures has one version in both, and
    /// counts once.
    /// </summary>
    /// <exception cref="FormatException">A line is no such thing.</exception>
    public static PackageList Parse(string text)
    {
        var versions = new Dictionary<string, string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [{ Length: > 0 } name, { Length: > 0 } version])
            {
                throw new FormatException($"'{line}' is no package with its version.");
            }

            versions[name] = version;
        }

        return new PackageList(versions);
    }

    /// <summary>The lines that <see cref="Parse"/> reads, by name.</summary>
    public override string ToString() =>
        string.Concat(
            Versions
                .OrderBy(package => package.Key, StringComparer.Ordinal)
                .Select(package => $"{package.Key} {package.Value}\n")
        );
}
