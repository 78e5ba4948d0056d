namespace Bakehouse.Planning;

/// <summary>
/// How long ago a copy was taken from its upstream. An upstream that has not changed since does not make it younger: what
/// is compared and found equal is not written down, so that a refresh without changes writes nothing.
/// </summary>
/// <param name="Age">Null where nothing tells.</param>
public readonly record struct CopyAge(TimeSpan? Age)
{
    public static CopyAge Of(CopyRecord? record, DateTimeOffset now) => new(now - record?.Time);

    /// <summary>Whether it is known to be older.</summary>
    public bool Exceeds(TimeSpan maximum) => Age > maximum;

    /// <summary><c>3 days</c>, <c>1 day</c>.</summary>
    public static string InDays(TimeSpan time) =>
        (int)time.TotalDays is var days && days == 1 ? "1 day" : $"{days} days";

    /// <summary><c>3 days old</c>, <c>5 hours old</c>, <c>new</c>, <c>of unknown age</c>.</summary>
    public override string ToString() =>
        Age switch
        {
            null => "of unknown age",
            { TotalMinutes: < 1 } => "less than a minute old",
            { TotalHours: < 1 } age => $"{Count(age.TotalMinutes, "minute")} old",
            { TotalDays: < 2 } age => $"{Count(age.TotalHours, "hour")} old",
            { } age => $"{InDays(age)} old",
        };

    private static string Count(double number, string unit) =>
        (int)number is var whole && whole == 1 ? $"1 {unit}" : $"{whole} {unit}s";
}
