using Bakehouse.Checks;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Checks;

public sealed class TestResultsTests
{
    private readonly TemporaryFolder folder = new();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void Results_OfEachOutcome_AreCounted()
    {
        var results = Read(("A", "Passed"), ("B", "Passed"), ("C", "NotExecuted"), ("D", "Failed"));

        Assert.That((results.Passed, results.Skipped, results.Failed.Count), Is.EqualTo((2, 1, 1)));
    }

    [TestCase("Failed")]
    [TestCase("Error")]
    [TestCase("Timeout")]
    public void Test_ThatDidNotPass_IsNamedWithItsMessage(string outcome)
    {
        var results = Read(("Sum_OfOnes_IsTwo", outcome));

        var failed = results.Failed.Single();
        Assert.Multiple(() =>
        {
            Assert.That(failed.Name, Is.EqualTo("Sample.Tests.Sum_OfOnes_IsTwo"));
            Assert.That(failed.Message, Does.StartWith("Expected: 1").And.EndWith("But was:  2"));
        });
    }

    private TestResults Read(params (string, string)[] tests) =>
        TestResults.Read(folder.With("results.trx", TrxText.Of(tests))["results.trx"]);
}
