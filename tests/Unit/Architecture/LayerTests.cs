using System.Text.RegularExpressions;

namespace Bakehouse.UnitTests.Architecture;

/// <summary>Which folder may know which: data goes one way, and what decides knows nothing of what is outside.</summary>
internal sealed partial class LayerTests
{
    [TestCase("Engine", new string[0])]
    [TestCase("Oci", new string[0])]
    [TestCase("Dockerfiles", new string[0])]
    [TestCase("CommandOptions", new string[0])]
    [TestCase("Images", new[] { "CommandOptions", "Dockerfiles", "ImageManifests", "Oci", "Packer" })]
    [TestCase("TestRules", new[] { "Dockerfiles", "Engine", "Images" })]
    [TestCase("ImageManifests", new[] { "Json", "Oci" })]
    [TestCase("Json", new string[0])]
    [TestCase("Packer", new[] { "Dockerfiles", "Json" })]
    [TestCase("Packages", new[] { "Oci" })]
    [TestCase("Planning", new[] { "Dockerfiles", "Images", "Oci", "Packages" })]
    [TestCase("Pipelines", new[] { "Images", "Planning" })]
    public void PureFolder_KnowsNoOtherThan(string folder, string[] others) =>
        Assert.That(KnownBy(folder).Except([folder]), Is.SubsetOf(others));

    [Test]
    public void Mirroring_KnowsRegistriesAndNothingElse() =>
        Assert.That(KnownBy("Mirroring").Except(["Mirroring"]), Is.EquivalentTo((string[])["Adapters", "Oci"]));

    [TestCase("Adapters")]
    [TestCase("Facts")]
    [TestCase("Reporting")]
    [TestCase("Sandbox")]
    [TestCase("Steps")]
    public void PartOfARun_KnowsNothingOfTheRun(string folder) =>
        Assert.That(KnownBy(folder), Does.Not.Contain("Runs"));

    [TestCase("Adapters/Docker")]
    [TestCase("Adapters/Packer")]
    [TestCase("Adapters/Registry")]
    [TestCase("Adapters/Processes")]
    public void Adapter_KnowsNothingOfPlansAndSteps(string folder) =>
        Assert.That(
            KnownBy(folder).Intersect(["Planning", "Steps", "Facts", "Tasks", "Reporting", "Images"]),
            Is.Empty
        );

    [TestCase("CommandOptions")]
    [TestCase("Oci")]
    [TestCase("Packages")]
    [TestCase("Planning")]
    [TestCase("Dockerfiles")]
    [TestCase("Pipelines")]
    [TestCase("ImageManifests")]
    [TestCase("TestRules")]
    [TestCase("Json")]
    [TestCase("Packer")]
    public void PureFolder_StartsNothingAsksNobodyAndReadsNoClock(string folder) =>
        Assert.That(SourcesOf(folder).Where(path => Impure().IsMatch(File.ReadAllText(path))), Is.Empty);

    [Test]
    public void Sources_OutsideTheStandIns_DoNotKnowWhichOfTheTwoTheyRunOn() =>
        Assert.That(
            SourcesOf("")
                .Where(path => !path.Contains("/standins/", StringComparison.Ordinal))
                .Where(path => File.ReadAllText(path).Contains("StandIn", StringComparison.OrdinalIgnoreCase)),
            Is.Empty
        );

    private static IEnumerable<string> KnownBy(string folder) =>
        SourcesOf(folder)
            .SelectMany(path => Name().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups["folder"].Value)
            .Distinct();

    private static List<string> SourcesOf(string folder)
    {
        var path = Path.Combine(Repository.Root, "build", folder);
        var files = Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).ToList();
        Assert.That(files, Is.Not.Empty);
        return files;
    }

    [GeneratedRegex(@"\bBakehouse\.(?<folder>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\b(HttpClient|ProcessStartInfo|ICommandRunner|IManifests|TimeProvider|DateTime(Offset)?\.(Utc)?Now)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Impure();
}
