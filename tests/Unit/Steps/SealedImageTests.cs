using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>The labels of a pushed image (OCI image-spec, "Pre-Defined Annotation Keys").</summary>
internal sealed class SealedImageTests : IDisposable
{
    private const string Prefix = "org.opencontainers.image.";
    private readonly StepFixture fixture = new();

    private Task<IReadOnlyDictionary<string, string>> LabelsAsync(string image = "root") =>
        fixture.Registry.LabelsOfAsync($"registry.test/base/{image}:topic");

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

        Assert.That((await LabelsAsync())[Prefix + name], Is.EqualTo(value));
    }

    [Test]
    public async Task Labels_OfAChild_NameTheParentWithTheDigestThatThisRunPushed()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root", "child");

        var labels = await LabelsAsync("child");
        Assert.That(labels[$"{Prefix}base.name"], Is.EqualTo("registry.test/base/root"));
        Assert.That(labels[$"{Prefix}base.digest"], Is.EqualTo(fixture.DigestOf("root").ToString()));
    }

    [Test]
    public async Task Labels_OfAMultiStageImage_NameTheBaseOfTheLastStage()
    {
        fixture.Registry.Put("docker.io/library/debian:13", "debian");
        fixture.Tree.With("root").WithDockerfile("child", "ARG ROOT=root\nFROM debian:13 AS tools\nFROM ${ROOT}\n");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root", "child");

        Assert.That((await LabelsAsync("child"))[$"{Prefix}base.name"], Is.EqualTo("registry.test/base/root"));
    }

    [Test]
    public async Task Labels_Inputs_AreThoseThatTheNextRunComparesWith()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();
        await fixture.BakeAsync("root", "child");
        var summary = FingerprintLabel.Read((await LabelsAsync("child"))[FingerprintLabel.Name]);

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

        var label = (await LabelsAsync())[PackageLabel.Name];
        Assert.That(PackageLabel.Read(label)!.ToString(), Is.EqualTo("openssl 3.5.1-1\n"));
    }

    [Test]
    public async Task Labels_OfAnImageWhosePackagesNobodyKnows_DoNotInheritThoseOfTheParent()
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        Assert.That((await LabelsAsync())[PackageLabel.Name], Is.Empty);
    }

    [Test]
    public async Task Seal_OfAnImageThatInheritsItsParentsLabels_IsItsOwn()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();
        await fixture.BakeAsync("root");
        fixture.Engine.LabelsOfPushed = await LabelsAsync();

        await fixture.BakeAsync("child");

        Assert.That((await LabelsAsync("child"))[$"{Prefix}title"], Is.EqualTo("child"));
    }

    [Test]
    public async Task Seal_LeavesLabelsOfTheDockerfileAndLayersAsTheyAre()
    {
        fixture.Tree.With("root");
        fixture.Engine.LabelsOfPushed = new Dictionary<string, string> { ["owner"] = "platform" };
        await fixture.PlanAsync();

        await fixture.BakeAsync("root");

        var manifest = await fixture.Registry.GetAsync(Reference.Parse("registry.test/base/root:topic"));
        Assert.That((await LabelsAsync())["owner"], Is.EqualTo("platform"));
        Assert.That(manifest!.ReadImage().PackedSize, Is.EqualTo(1_000));
    }

    [Test]
    public async Task Seal_RunWasKilledBeforeIt_IsMadeUpForByTheNext()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PlanAsync();
        fixture.Registry.Put($"registry.test/base/root:{fixture.FingerprintOf("root").Tag}", "pushed, not sealed");
        var plan = await fixture.PlanAsync();

        await fixture.BakeAsync("root", "child");

        Assert.That(plan.Find("root")!.Action, Is.EqualTo(ImageAction.Test));
        Assert.That((await LabelsAsync())[$"{Prefix}title"], Is.EqualTo("root"));
        Assert.That(
            (await LabelsAsync("child"))[$"{Prefix}base.digest"],
            Is.EqualTo(fixture.DigestOf("root").ToString())
        );
        Assert.That(
            (await fixture.PlanAsync()).Images.Select(image => image.Action),
            Is.All.EqualTo(ImageAction.Nothing)
        );
    }

    [Test]
    public async Task Seal_DockerPushesAnIndex_IsOfTheImageInIt()
    {
        fixture.Tree.With("root");
        await fixture.PlanAsync();
        fixture.Engine.PushesIndex = true;

        await fixture.BakeAsync("root");

        var manifest = await fixture.Registry.GetAsync(Reference.Parse("registry.test/base/root:topic"));
        Assert.That(manifest!.IsIndex, Is.False);
        Assert.That((await LabelsAsync())[$"{Prefix}title"], Is.EqualTo("root"));
    }
}
