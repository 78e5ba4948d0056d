using Bakehouse.Oci;

namespace Bakehouse.Packages;

/// <summary>
/// A <see cref="PackageList"/> as the value of an image label, so that the next run can say what it changes without
/// pulling: <see cref="PackageList.ToString"/> below a line with the version, gzipped, in base64. 800 packages take some
/// 9,000 characters.
/// </summary>
public static class PackageLabel
{
    /// <summary>The name of the label.</summary>
    public const string Name = "bakehouse.packages";

    /// <summary>A label is an argument of a command, of which Linux takes 131,072 bytes; this is some 6,000 packages.</summary>
    public const int MaximumLength = 65_536;

    private const string Version = "bakehouse-packages 1\n";

    /// <returns>Empty where nothing is known, or where there are too many: an image must not inherit its parent's list.</returns>
    public static string Write(PackageList? packages) =>
        packages is not null && PackedText.Pack(Version + packages) is { Length: <= MaximumLength } label ? label : "";

    /// <returns>Null where the label is none of this version, or damaged.</returns>
    public static PackageList? Read(string label)
    {
        try
        {
            var text = PackedText.Unpack(label);
            return text.StartsWith(Version, StringComparison.Ordinal)
                ? PackageList.Parse(text[Version.Length..])
                : null;
        }
        catch (Exception error) when (error is FormatException or InvalidDataException)
        {
            return null;
        }
    }
}
