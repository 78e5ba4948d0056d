using System.Globalization;
using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Goss;

/// <summary>What bats reports in the Test Anything Protocol: a plan, <c>1..3</c>, and a line for each test.</summary>
internal static partial class BatsOutput
{
    /// <param name="result">What it left.</param>
    /// <param name="problem">Why it cannot be believed; null where it can.</param>
    public static IReadOnlyList<TestCase> Read(SuiteResult result, out string? problem)
    {
        // Of a file that it cannot read, it reports that failure among its errors.
        var isRead = result.Output != "";
        var lines = (isRead ? result.Output : result.Errors).Split('\n');
        var plans = lines.Select(line => Plan().Match(line)).Where(match => match.Success).ToList();
        var reported = new List<int>();
        var cases = new List<TestCase>();
        for (var index = 0; index < lines.Length; index++)
        {
            if (Case().Match(lines[index]) is { Success: true } match)
            {
                var said = lines[(index + 1)..].TakeWhile(line => line.StartsWith('#'));
                reported.Add(int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture));
                cases.Add(
                    new TestCase(
                        result.Suite.Origin,
                        result.Suite.File,
                        match.Groups["name"].Value,
                        match.Groups["ms"] is { Success: true, ValueSpan: var ms }
                            ? double.Parse(ms, CultureInfo.InvariantCulture) / 1000
                            : 0,
                        match.Groups["not"].Success ? string.Join('\n', said.Select(Comment)) : null
                    )
                );
            }
        }

        var planned = plans is [var plan]
            ? int.Parse(plan.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)
            : -1;
        problem =
            !isRead || planned < 0 ? "bats left no report that can be read."
            : planned == 0 ? "There is no test in it."
            : !reported.SequenceEqual(Enumerable.Range(1, planned))
                ? $"bats planned {planned} tests, and reported {reported.Count}."
            : null;
        return cases;
    }

    private static string Comment(string line) =>
        line.StartsWith("# ", StringComparison.Ordinal) ? line[2..] : line[1..];

    [GeneratedRegex(@"^1\.\.(?<count>\d{1,6})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Plan();

    // "not ok 2 adds up in 45ms", "ok 3 reads in 2ms # skip no disk".
    [GeneratedRegex(
        @"^(?<not>not )?ok (?<number>\d{1,6}) (?<name>.*?)( in (?<ms>\d{1,9})ms)?( # skip.*)?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Case();
}
