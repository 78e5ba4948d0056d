using System.Globalization;

namespace Bakehouse.Configuration;

/// <summary>
/// A known finding that is let through for a while. The file has a line for each: its name, the image or <c>*</c>, the
/// last day, and why. Lines that are blank or begin with <c>#</c> don't count.
/// </summary>
/// <param name="Finding">The finding's name: <c>CVE-2026-1234</c>.</param>
/// <param name="Image">The image's name, or <c>*</c> for all.</param>
/// <param name="LastDay">Until the end of this day, in UTC.</param>
/// <param name="Reason">Why it does no harm, or what is waited for.</param>
public sealed record ScanException(string Finding, string Image, DateOnly LastDay, string Reason)
{
    /// <summary>Where they stand, in the repository.</summary>
    public const string FileName = "images/scan-exceptions.txt";

    /// <summary>Whether it lets a finding of an image through on a day.</summary>
    public bool Covers(string finding, string image, DateOnly day) =>
        finding == Finding && (Image == "*" || Image == image) && day <= LastDay;

    /// <exception cref="BakehouseException">A line is none.</exception>
    public static IReadOnlyList<ScanException> Read(string text) =>
        [
            .. text.Split('\n')
                .Select((line, index) => (Text: line.Trim(), Number: index + 1))
                .Where(line => line.Text.Length > 0 && !line.Text.StartsWith('#'))
                .Select(line => Parse(line.Text, line.Number)),
        ];

    private static ScanException Parse(string line, int number) =>
        line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            is [var finding, var image, var day, var reason]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lastDay)
            ? new ScanException(finding, image, lastDay, reason)
            : throw new BakehouseException(
                $"{FileName}:{number} is no exception: {line}",
                "Write: CVE-2026-1234 base-runtime 2026-12-31 why it does no harm"
            );
}
