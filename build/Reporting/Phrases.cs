using Bakehouse.Planning;

namespace Bakehouse.Reporting;

/// <summary>How figures are written for people.</summary>
internal static class Phrases
{
    /// <summary><c>0.8 s</c>, <c>42 s</c>, <c>3 min 05 s</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalSeconds switch
        {
            < 10 => $"{time.TotalSeconds:0.0} s",
            < 60 => $"{time.TotalSeconds:0} s",
            _ => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
        };

    /// <summary>Of what is not over yet: <c>42 s</c>, <c>3 min 05 s</c>.</summary>
    public static string Elapsed(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{(int)time.TotalSeconds} s" : $"{(int)time.TotalMinutes} min {time.Seconds:00} s";

    /// <summary><c>build</c>, <c>nothing</c>.</summary>
    public static string Action(ImageAction action) => action.ToString().ToLowerInvariant();

    /// <summary>A line for each reason: <c>Left out: a-16, b-16: it is built on c-16</c>.</summary>
    public static IEnumerable<string> LeftOut(IEnumerable<LeftOutImage> images) =>
        images
            .GroupBy(image => image.Reason)
            .Select(group => $"Left out: {string.Join(", ", group.Select(image => image.Name))}: {group.Key}");

    /// <summary><c>124 MB</c>: powers of ten, as docker counts.</summary>
    public static string Size(long bytes) =>
        bytes switch
        {
            >= 1_000_000_000 => $"{bytes / 1e9:0.00} GB",
            >= 1_000_000 => $"{bytes / 1e6:0} MB",
            _ => $"{bytes / 1e3:0} kB",
        };

    /// <summary><c>+700 kB</c>, <c>−1 MB</c>, <c>±0</c>.</summary>
    public static string Difference(long bytes) =>
        bytes switch
        {
            > 0 => $"+{Size(bytes)}",
            < 0 => $"−{Size(-bytes)}",
            _ => "±0",
        };
}
