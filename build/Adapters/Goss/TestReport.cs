using Bakehouse.Packages;

namespace Bakehouse.Adapters.Goss;

/// <summary>A file with tests.</summary>
/// <param name="Origin">The image that it belongs to.</param>
/// <param name="File">Its path in that image's folder: <c>goss.yaml</c>, <c>tests/tools.bats</c>.</param>
public sealed record TestSuite(string Origin, string File)
{
    public override string ToString() => $"{Origin}/{File}";
}

/// <summary>
/// What came of all tests of an image. Each of their files has a case in it: of one that did not report, it is a failure. So
/// a report without cases is that of an image without tests, and of no other.
/// </summary>
public sealed record TestReport
{
    private TestReport(string image, IReadOnlyList<TestCase> cases) => (Image, Cases) = (image, cases);

    public string Image { get; }

    public IReadOnlyList<TestCase> Cases { get; }

    public IEnumerable<TestCase> Failures => Cases.Where(test => test.Failure is not null);

    /// <summary>What is installed in the image; null where no test was run in it, or no package manager tells.</summary>
    public PackageList? Packages { get; init; }

    public int Passed => Cases.Count(test => test.Failure is null);

    public bool HasTests => Cases.Count > 0;

    public bool HasPassed => !Failures.Any();

    /// <summary>Of an image that has no tests, nor has any that it is built on.</summary>
    public static TestReport WithoutTests(string image) => new(image, []);

    /// <param name="image">The image that was tested.</param>
    /// <param name="suites">The files whose tests had to run: at least one.</param>
    /// <param name="cases">What is known of them.</param>
    public static TestReport Of(string image, IReadOnlyList<TestSuite> suites, IReadOnlyList<TestCase> cases)
    {
        if (suites.Count == 0)
        {
            throw new ArgumentException("An image without tests has no such report.", nameof(suites));
        }

        var reported = cases.Select(test => new TestSuite(test.Origin, test.Suite)).ToHashSet();
        var silent = suites
            .Where(suite => !reported.Contains(suite))
            .Select(suite => new TestCase(suite.Origin, suite.File, suite.File, 0, "It did not report."));
        return new TestReport(image, [.. cases, .. silent]);
    }
}
