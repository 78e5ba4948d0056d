using System.Text.RegularExpressions;

namespace Bakehouse.UnitTests.Architecture;

/// <summary>
/// Where names are written, in a registry and in the engine. A place that is new is added here once it asks the rule on who
/// may write which name.
/// </summary>
internal sealed class NameWritingTests
{
    // In Mirroring by digest, but for the copier's TagAsync; in Steps for all.
    [TestCase(
        @"\bPutAsync\b",
        "Adapters/Registry/IManifests.cs",
        "Adapters/Registry/Manifests.cs",
        "Mirroring/ImageCopier.cs",
        "Mirroring/ImageCopy.cs",
        "Mirroring/TargetManifests.cs",
        "Steps/NamedManifests.cs"
    )]
    [TestCase(@"\.PushAsync\b", "Steps/PushStep.cs")]
    // Working tags, but for TagStep, which writes what the plan says; a fingerprint's, and a copy's.
    [TestCase(
        @"\.TagAsync\b",
        "Mirroring/CopyResult.cs",
        "Steps/MirrorStep.cs",
        "Steps/PackerBuilder.cs",
        "Steps/PushStep.cs",
        "Steps/TagStep.cs",
        "Steps/TestStep.cs"
    )]
    public void Names_AreWrittenInThesePlacesOnly(string call, params string[] places) =>
        Assert.That(FilesWith(call), Is.EquivalentTo(places));

    [TestCase("MirrorStep", "Copy", "copier.TagAsync")]
    [TestCase("PushStep", "Fingerprint", "images.PushAsync")]
    [TestCase("NamedManifests", "", "manifests.PutAsync")]
    public void Place_OutsideThePlan_AsksTheRuleFirst(string step, string kind, string call)
    {
        var text = File.ReadAllText(Path.Combine(Folder, "Steps", $"{step}.cs"));
        var asked = kind.Length == 0 ? "NameRule.Require(kind," : $"NameRule.Require(NameKind.{kind},";

        Assert.That(text.IndexOf(asked, StringComparison.Ordinal), Is.Positive);
        Assert.That(Regex.Count(text, Regex.Escape(call)), Is.EqualTo(1));
        Assert.That(
            text.IndexOf(call, StringComparison.Ordinal),
            Is.GreaterThan(text.IndexOf(asked, StringComparison.Ordinal))
        );
    }

    private static string Folder => Path.Combine(Repository.Root, "build");

    // The local ECR is a server, and the stand-ins are others' code.
    private static IEnumerable<string> FilesWith(string call) =>
        Directory
            .EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Where(path => !path.StartsWith("LocalEcr/", StringComparison.Ordinal))
            .Where(path => !path.StartsWith("standins/", StringComparison.Ordinal))
            .Where(path => Regex.IsMatch(File.ReadAllText(Path.Combine(Folder, path)), call));
}
