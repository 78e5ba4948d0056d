using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>The labels of a pushed image (OCI image-spec, "Pre-Defined Annotation Keys").</summary>
internal sealed class SealedImageTests : IDisposable
{
    private const string Prefix = "org.opencontainers.image.";
    private readonly StepFixture fixture = new();

    private IReadOnlyDictionary<string, string> Labels => fixture.Engine.Builds[^1].Labels;

    public void Dispose() => fixture.Dispose();

    [TestCase("created", "2026-11-20T14:36:00Z")]
    [TestCase("revision", PlannerFacts.Commit)]
    [TestCase("source", "https://git.example/images")]
    [TestCase("title", "root")]
    [TestCase("version", "1.4.0")]
    [TestCase("base.name", "")]
    [TestCase("base.digest", "")]
    public async Task Labels_OfARootImage_SayWhereItComesFrom(string name, string value)
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(Labels[Prefix + name], Is.EqualTo(value));
    }

    [Test]
    public async Task Labels_OfAChild_NameTheParentWithTheDigestThatThisRunPushed()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root", "child");

        Assert.That(Labels[$"{Prefix}base.name"], Is.EqualTo("registry.test/base/root"));
        Assert.That(Labels[$"{Prefix}base.digest"], Is.EqualTo(fixture.DigestOf("root").ToString()));
    }

    [Test]
    public async Task Labels_OfAMultiStageImage_NameTheBaseOfTheLastStage()
    {
        fixture.Registry.Put("docker.io/library/debian:13", "debian");
        fixture.Tree.With("root").WithDockerfile("child", "ARG ROOT=root\nFROM debian:13 AS tools\nFROM ${ROOT}\n");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root", "child");

        Assert.That(Labels[$"{Prefix}base.name"], Is.EqualTo("registry.test/base/root"));
    }

    [Test]
    public async Task Labels_Inputs_AreThoseThatTheNextRunComparesWith()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();
        await fixture.BakeAsync("root", "child");
        var summary = FingerprintLabel.Read(Labels[FingerprintLabel.Name]);

        fixture.Tree.WithFile("child", "new.txt", "");
        var collected = await fixture.Facts.CollectAsync();

        Assert.That(
            FingerprintDiff.Explain(summary, collected.Inputs["child"].Build, "images/child"),
            Is.EqualTo(new[] { "images/child/new.txt was added" })
        );
    }

    [Test]
    public async Task Labels_Packages_AreThoseThatTheTestsFound()
    {
        fixture.Tree.With("root").WithTest("root");
        fixture.Packages = PackageList.Parse("openssl 3.5.1-1\n");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(PackageLabel.Read(Labels[PackageLabel.Name])!.ToString(), Is.EqualTo("openssl 3.5.1-1\n"));
    }

    [Test]
    public async Task Labels_OfAnImageWhosePackagesNobodyKnows_DoNotInheritThoseOfTheParent()
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That(Labels[PackageLabel.Name], Is.Empty);
    }

    [Test]
    public async Task Seal_IsABuildOnTheWorkingTagThatAddsNoLayer()
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();
        var dockerfile = "";
        fixture.Engine.OnWork = context => dockerfile = ReadIfFolder(context, dockerfile);

        await fixture.BakeAsync("root");

        Assert.That(dockerfile.Trim(), Is.EqualTo($"FROM {fixture.Identity.WorkingTagOf("root")}"));
        Assert.That(Directory.Exists(fixture.Engine.Builds[^1].Context), Is.False);
    }

    private static string ReadIfFolder(string context, string otherwise) =>
        Directory.Exists(context) ? File.ReadAllText(Path.Combine(context, "Dockerfile")) : otherwise;
}
