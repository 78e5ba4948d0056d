using System.Text.RegularExpressions;

namespace Bakehouse.Planning;

/// <summary>
/// The version of the images: what stands in the file <c>VERSION</c>. It is a tag as the OCI distribution
/// specification defines one ("Pulling manifests"), and has a dot, by which it is told from every branch's slug.
/// </summary>
public sealed partial record ImageVersion
{
    private ImageVersion(string text) => Text = text;

    public string Text { get; }

    /// <summary>Reads the version.</summary>
    /// <param name="text">What stands in the file; white space around it does not count.</param>
    /// <param name="origin">Where it stands, for the error.</param>
    /// <exception cref="BakehouseException">It is no valid tag, has no dot, or looks like one of Bakehouse's own.</exception>
    public static ImageVersion Parse(string text, string origin)
    {
        var version = text.Trim();
        const string remedy = "Write one like 1.4.0: letters, digits, '_', '-' and '.', with at least one dot.";
        // Room is left for "-devYYYYmmddHHMM" behind it: a tag has at most 128 characters.
        if (!Grammar().IsMatch(version))
        {
            throw new BakehouseException($"{origin} holds '{version}', which is no valid tag.", remedy);
        }

        if (!version.Contains('.'))
        {
            throw new BakehouseException($"{origin} holds '{version}', which could be a branch's slug.", remedy);
        }

        if (ReservedNames.IsOwn(version) || ReservedNames.IsGenerated(version))
        {
            throw new BakehouseException(
                $"{origin} holds '{version}', a name that Bakehouse keeps for itself.",
                remedy
            );
        }

        return new ImageVersion(version);
    }

    /// <summary>The tag of an image that is no release, made at a time: <c>1.4.0-dev202611211436</c>, in UTC.</summary>
    public string Development(DateTimeOffset time) => $"{Text}-dev{time.UtcDateTime:yyyyMMddHHmm}";

    public override string ToString() => Text;

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,100}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
