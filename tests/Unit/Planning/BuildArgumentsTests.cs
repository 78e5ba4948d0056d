using Bakehouse.Planning;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Which value an argument gets where several are given: the class gives <c>PG=16.2</c>.</summary>
internal sealed class BuildArgumentsTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    private static TestCaseData[] Given =>
        [
            new TestCaseData(Nothing, null, "16.2").SetArgDisplayNames("the class alone"),
            new TestCaseData(Nothing, Of("PG", "15"), "15").SetArgDisplayNames("a substitute"),
            new TestCaseData(Of("PG", "18"), null, "18").SetArgDisplayNames("the command line"),
            new TestCaseData(Of("PG", "18"), Of("PG", "15"), "18").SetArgDisplayNames("both"),
            new TestCaseData(Of("OTHER", "1"), Of("SOME", "1"), "16.2").SetArgDisplayNames("others"),
        ];

    [TestCaseSource(nameof(Given))]
    public void For_ArgumentOfTheClass_TakesTheCommandLineBeforeTheSubstituteBeforeTheClass(
        Dictionary<string, string> given,
        Dictionary<string, string>? substitute,
        string expected
    )
    {
        tree.WithDockerfile("matrix-root", "ARG PG\nFROM scratch\nARG PG\n").WithClass(new MatrixRoot());

        var arguments = BuildArguments.For(tree.Load()["matrix-root-16"], given, substitute);

        Assert.That(arguments, Is.EqualTo(Of("PG", expected)));
    }

    private static Dictionary<string, string> Of(string name, string value) => new() { [name] = value };
}
