using System.Globalization;

namespace Bakehouse.Planning;

/// <summary>The tag under which a copy is kept that was replaced: <c>backup-16-20261121</c>.</summary>
/// <param name="Tag">The tag that it had.</param>
/// <param name="Day">The day on which it was replaced, in UTC.</param>
public sealed record BackupTag(string Tag, DateOnly Day)
{
    /// <summary>What leads all backups.</summary>
    public const string Prefix = "backup-";

    private const string Format = "yyyyMMdd";

    public static BackupTag Of(string tag, DateTimeOffset time) => new(tag, DateOnly.FromDateTime(time.UtcDateTime));

    /// <summary>Reads a tag; null where it is no backup of that other one.</summary>
    public static BackupTag? Parse(string text, string of) =>
        text.StartsWith($"{Prefix}{of}-", StringComparison.Ordinal)
        && ParseDay(text[(Prefix.Length + of.Length + 1)..]) is { } day
            ? new BackupTag(of, day)
            : null;

    /// <summary>Reads a day as it stands in a backup's tag; null where it is none.</summary>
    public static DateOnly? ParseDay(string text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    public override string ToString() => $"{Prefix}{Tag}-{Day.ToString(Format, CultureInfo.InvariantCulture)}";
}
