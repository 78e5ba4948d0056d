using Bakehouse.Tasks;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Tasks;

/// <summary>The targets that are derived from cached images.</summary>
internal sealed class CopyTargetsTests : IDisposable
{
    private readonly TargetFixture fixture = new();

    public CopyTargetsTests() => fixture.Tree.WithCopies(new CacheStore(), new CacheChild());

    public void Dispose() => fixture.Dispose();

    [Test]
    public void All_RefreshesEveryCopy() =>
        Assert.That(
            Register().DependenciesOf("Cache-All"),
            Is.EqualTo(new[] { "Cache-Child-1", "Cache-Store-7", "Cache-Store-8" })
        );

    [Test]
    public void CachedImage_ThatIsCustomised_IsPushedToo()
    {
        fixture.Tree.WithDockerfile("store", "ARG STORE_VERSION=7\nFROM store:${STORE_VERSION}\n");
        fixture.Tree.WithDockerfile("tool", "FROM store:7\n");
        string[] store = ["Cache-Store-7", "Cache-Store-8", "Push-Store-7", "Push-Store-8"];

        Assert.That(Register().DependenciesOf("Cache-Store"), Is.EqualTo(store));
        Assert.That(fixture.DependenciesOf("Cache-All"), Is.EqualTo(store.Prepend("Cache-Child-1")));
        Assert.That(fixture.DependenciesOf("Cache-Store-7"), Is.Empty);
    }

    [Test]
    public void Image_OnACopy_IsBuiltAfterIt()
    {
        fixture.Tree.WithDockerfile("tool", "FROM store:7\n");

        Assert.That(Register().DependenciesOf("Build-Tool"), Is.EqualTo(new[] { "Cache-Store-7" }));
    }

    private TargetFixture Register()
    {
        new CopyTargets(null!).Register(fixture.Engine, fixture.Tree.Load(), fixture.Tree.LoadCopies());
        fixture.Engine.RegisterTask("Cache-Store");
        return fixture.Register();
    }
}
