using System.Globalization;

namespace Bakehouse.Planning;

/// <summary>
/// The tag under which a copy is kept that was replaced: <c>backup-16-20261121</c>, and <c>backup-16-20261121-2</c> for the
/// second of that day.
/// </summary>
/// <param name="Tag">The tag that it had.</param>
/// <param name="Day">The day on which it was replaced, in UTC.</param>
/// <param name="Number">Which one of that day it is, from 1.</param>
public sealed record BackupTag(string Tag, DateOnly Day, int Number = 1)
{
    /// <summary>What leads all backups.</summary>
    public const string Prefix = "backup-";

    // More digits are a day: backup-bookworm-20240101-20261121 is of bookworm-20240101.
    private const int MostDigits = 4;
    private const string Format = "yyyyMMdd";

    /// <summary>What tells it from the other backups of the tag: <c>20261121</c>, <c>20261121-2</c>.</summary>
    public string Name =>
        Day.ToString(Format, CultureInfo.InvariantCulture)
        + (Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{Number}"));

    /// <summary>The name for a copy that is replaced now.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="time">The time.</param>
    /// <param name="there">The backups that the tag has.</param>
    public static BackupTag Next(string tag, DateTimeOffset time, IEnumerable<BackupTag> there)
    {
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        return new BackupTag(
            tag,
            day,
            there.Where(backup => backup.Day == day).Select(backup => backup.Number).DefaultIfEmpty(0).Max() + 1
        );
    }

    /// <summary>Reads a tag; null where it is no backup of that other one.</summary>
    public static BackupTag? Parse(string text, string of)
    {
        var lead = $"{Prefix}{of}-";
        return
            text.StartsWith(lead, StringComparison.Ordinal)
            && text[lead.Length..].Split('-') is [var first, .. { Length: <= 1 } rest]
            && DateOnly.TryParseExact(first, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && NumberOf(rest) is { } number
            ? new BackupTag(of, day, number)
            : null;
    }

    public override string ToString() => $"{Prefix}{Tag}-{Name}";

    // Written in one way only: neither -1 nor -02.
    private static int? NumberOf(string[] rest) =>
        rest switch
        {
            [] => 1,
            [{ Length: <= MostDigits } text]
                when !text.StartsWith('0')
                    && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number > 1 => number,
            _ => null,
        };
}
