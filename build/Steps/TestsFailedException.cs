using Bakehouse.Adapters.Goss;

namespace Bakehouse.Steps;

/// <summary>Tests of an image failed. The message names each check, what it expected and what it found.</summary>
public sealed class TestsFailedException(TestReport report) : Exception(Describe(report))
{
    public TestReport Report { get; } = report;

    private static string Describe(TestReport report)
    {
        var failures = report.Failures.ToList();
        var lines = failures.Select(test =>
            $"  {test.Origin}/{test.Suite}: {test.Name}{Environment.NewLine}    "
            + test.Failure!.ReplaceLineEndings($"{Environment.NewLine}    ")
        );
        return string.Join(
            Environment.NewLine,
            [$"{failures.Count} of {report.Cases.Count} tests of {report.Image} failed; it gets no tag.", .. lines]
        );
    }
}
