using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Facts;

/// <summary>Which goss counts in the hash of an image's tests.</summary>
internal sealed class GossVersionTests : IDisposable
{
    private readonly FactFixture fixture = new();

    public GossVersionTests()
    {
        fixture.Manifests.Put("docker.io/library/debian:13", "debian");
        fixture
            .Tree.WithDockerfile("customised", "FROM debian:13\n")
            .WithTest("customised")
            .WithDockerfile("root", "FROM scratch\n")
            .WithTest("root")
            .With("child", "customised")
            .WithTest("child");
    }

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Image_OnAnUpstream_IsTestedAnewByAnotherGoss()
    {
        var before = await HashesAsync();

        fixture.GossProgram = "goss 0.4.10";
        var after = await HashesAsync();

        Assert.That(after["customised"], Is.Not.EqualTo(before["customised"]));
        Assert.That(after["root"], Is.EqualTo(before["root"]), "its goss is its own");
        Assert.That(after["child"], Is.EqualTo(before["child"]), "its goss is its own");
    }

    [Test]
    public async Task Machine_WithoutGoss_StillHasAHash()
    {
        var before = await HashesAsync();

        fixture.GossProgram = null;

        Assert.That((await HashesAsync())["customised"], Is.Not.EqualTo(before["customised"]));
    }

    private async Task<IReadOnlyDictionary<string, TestHash>> HashesAsync() =>
        (await fixture.CollectAsync()).Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Tests);
}
