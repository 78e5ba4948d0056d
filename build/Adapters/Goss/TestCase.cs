using Bakehouse.Packages;

namespace Bakehouse.Adapters.Goss;

/// <summary>One check of an image.</summary>
/// <param name="Origin">The image whose tests it belongs to: the tested one, or one that it is built on.</param>
/// <param name="Suite">The file: <c>goss.yaml</c>, <c>tests/tools.bats</c>.</param>
/// <param name="Name">What is checked.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Failure">What was expected and found; null where the check passed.</param>
public sealed record TestCase(string Origin, string Suite, string Name, double Seconds, string? Failure);

/// <summary>What came of all tests of an image.</summary>
public sealed record TestReport(string Image, IReadOnlyList<TestCase> Cases)
{
    public IEnumerable<TestCase> Failures => Cases.Where(test => test.Failure is not null);

    /// <summary>What is installed in the image; null where no test was run in it, or no package manager tells.</summary>
    public PackageList? Packages { get; init; }

    public int Passed => Cases.Count(test => test.Failure is null);
}
