using Bakehouse.ImageManifests;

namespace Bakehouse.Images;

/// <summary>The further arguments of a manifest's image: the values among them, and other options of its builder.</summary>
internal sealed record BuilderArguments(IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Options)
{
    // Names come after the tests, and from the manifest's "tag".
    private static readonly string[] Naming = ["-t", "--tag"];
    private static readonly string[] Pushing = ["--push", "--load"];

    public static BuilderArguments Of(ManifestEntry entry)
    {
        var name = entry.Builder == BuilderType.Packer ? "-var" : "--build-arg";
        var values = new Dictionary<string, string>();
        var options = new List<string>();
        for (var at = 0; at < entry.ExtraArguments.Count; at++)
        {
            var word = entry.ExtraArguments[at];
            if (entry.Builder == BuilderType.Docker && (Naming.Contains(word.Split('=')[0]) || Pushing.Contains(word)))
            {
                at += Naming.Contains(word) ? 1 : 0;
                continue;
            }

            var value =
                word.StartsWith($"{name}=", StringComparison.Ordinal) ? word[(name.Length + 1)..]
                : word == name ? entry.ExtraArguments.ElementAtOrDefault(++at)
                : null;
            if (value?.Split('=', 2) is [var key, var text])
            {
                values[key] = text;
            }
            else
            {
                options.AddRange(word == name && value is not null ? [word, value] : [word]);
            }
        }

        return new BuilderArguments(values, options);
    }
}
