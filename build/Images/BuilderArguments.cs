using Bakehouse.CommandOptions;
using Bakehouse.ImageManifests;

namespace Bakehouse.Images;

/// <summary>The further arguments of a manifest's image: the values among them, and other options of its builder.</summary>
internal sealed record BuilderArguments(IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Options)
{
    /// <param name="entry">The image.</param>
    /// <param name="where">Where the manifest has it, for errors.</param>
    /// <exception cref="BakehouseException">An option is not known, or would export the image.</exception>
    public static BuilderArguments Of(ManifestEntry entry, string where)
    {
        var isPacker = entry.Builder == BuilderType.Packer;
        var known = isPacker ? KnownOptions.PackerBuild : KnownOptions.DockerBuild;
        var name = isPacker ? "-var" : "--build-arg";
        var values = new Dictionary<string, string>();
        var options = new List<string>();
        foreach (var group in known.Read(where, entry.ExtraArguments))
        {
            if (group.Options.Any(option => option.Option.IsPassedOverInManifests))
            {
                // Names come after the tests, and from the manifest's "tag". Letters that are joined with -t are flags.
                options.AddRange(
                    group
                        .Options.Where(option => !option.Option.IsPassedOverInManifests)
                        .Select(option => $"-{option.Option.Letter}")
                );
                continue;
            }

            OptionSet.Require(where, group);
            if (group.Words[0].Split('=')[0] == name && group.Options[0].Value!.Split('=', 2) is [var key, var text])
            {
                values[key] = text;
            }
            else
            {
                options.AddRange(group.Words);
            }
        }

        return new BuilderArguments(values, options);
    }
}
