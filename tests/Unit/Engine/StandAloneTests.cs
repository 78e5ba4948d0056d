namespace Bakehouse.UnitTests.Engine;

public sealed class StandAloneTests
{
    [Test]
    public void Sources_OfTheEngine_UseCakeCoreAlone()
    {
        var usings = Directory
            .EnumerateFiles(Path.Combine(Root(), "build", "Engine"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal))
            .Distinct();

        Assert.That(usings, Is.Not.Empty.And.All.Matches("^using (System|Cake\\.Core)[.;]"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Bakehouse.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
