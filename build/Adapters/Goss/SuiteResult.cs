using System.Globalization;
using System.Text.RegularExpressions;
using Bakehouse.Adapters.Docker;

namespace Bakehouse.Adapters.Goss;

/// <summary>What <c>run-tests.sh</c> left of one file with tests.</summary>
internal sealed partial record SuiteResult
{
    private const string Lost = "It was not run, or the container's disk is full.";

    private SuiteResult(TestSuite suite) => Suite = suite;

    public TestSuite Suite { get; }

    public int ExitCode { get; private init; }

    public double Seconds { get; private init; }

    /// <summary>What it printed, and of a shell test what it printed as errors.</summary>
    public string Output { get; private init; } = "";

    public string Errors { get; private init; } = "";

    /// <summary>Why it cannot be believed; null where it is complete.</summary>
    public string? Problem { get; private init; }

    /// <summary>The files that it consists of.</summary>
    public static IEnumerable<string> FilesOf(int number) => Endings.Select(ending => $"{number}.{ending}");

    private static readonly string[] Endings = ["out", "err", "end"];

    /// <param name="suite">The file with tests.</param>
    /// <param name="number">Its number among those of the image.</param>
    /// <param name="files">The files of the results, by name.</param>
    /// <param name="limit">How many bytes of each were read at most.</param>
    public static SuiteResult Read(TestSuite suite, int number, ILookup<string, ContainerFile> files, int limit)
    {
        var found = Endings.Select(ending => files[$"{number}.{ending}"].ToList()).ToList();
        if (found is not [[{ } output], [{ } errors], [{ } end]])
        {
            var problem = found.Exists(same => same.Count > 1)
                ? "Its result is there twice."
                : $"It did not report. {Lost}";
            return new SuiteResult(suite) { Problem = problem };
        }

        if (!output.IsRegular || !errors.IsRegular || !end.IsRegular)
        {
            return new SuiteResult(suite)
            {
                Problem =
                    "Its result is not a regular file: something in the image put a link or a device in its place.",
            };
        }

        var result = new SuiteResult(suite) { Output = output.Text, Errors = errors.Text };
        if (ExitAndTimes().Match(end.Text) is not { Success: true } match)
        {
            return result with
            {
                Problem = end.Text == "" ? $"It left no exit code. {Lost}" : "What it left as its exit code is none.",
            };
        }

        return result with
        {
            ExitCode = int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture),
            Seconds = Math.Max(0, Time(match, "end") - Time(match, "start")),
            Problem =
                output.IsCut || errors.IsCut
                    ? $"Its output was cut after {limit >> 20} MB: no test may print more."
                    : null,
        };
    }

    private static double Time(Match match, string group) =>
        double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    // Where an image has no clock, both times are 0.
    [GeneratedRegex(
        @"^(?<code>\d{1,3}) (?<start>\d{1,12}) (?<end>\d{1,12})\n\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex ExitAndTimes();
}
