using Bakehouse.Images;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Images;

/// <summary>What the classes of cached images declare: copies, where they stand and what they must pass.</summary>
internal sealed class CopyCatalogTests : IDisposable
{
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [Test]
    public void Class_OfTwoTags_IsTwoCopies()
    {
        var copies = tree.WithCopies(new CacheStore()).LoadCopies().Copies;

        Assert.That(copies.Select(copy => copy.Name), Is.EqualTo(new[] { "utility/store:7", "utility/store:8" }));
        Assert.That(copies.Select(copy => copy.TaskName), Is.EqualTo(new[] { "Cache-Store-7", "Cache-Store-8" }));
        Assert.That(copies[0].Upstream, Is.EqualTo(Reference.Parse("store:7")));
        Assert.That(copies[0].TestFolder, Is.Null);
    }

    [Test]
    public void Folder_WithTestsAlone_IsNoImageAndTestsTheCopies()
    {
        tree.WithTest("store").WithCopies(new CacheStore());

        Assert.That(tree.Load().Images, Is.Empty);
        Assert.That(
            tree.LoadCopies().Copies.Select(copy => copy.TestFolder),
            Is.All.EqualTo(Path.Combine(tree.Root, "images/store"))
        );
    }

    [Test]
    public void Repository_ThatAnImageGoesTo_LeavesTheCopyItsUpstreamsName()
    {
        tree.WithClass(new MatrixRoot(), new MatrixChild())
            .With("matrix-root")
            .With("matrix-child", "matrix-root")
            .WithTest("matrix-child")
            .WithCopies(new CacheChild());

        var copy = tree.LoadCopies().Copies.Single();

        Assert.That(copy.Name, Is.EqualTo("upstream/quay.io/team/child:1"));
        Assert.That(copy.TestFolder, Is.Null, "the tests are those of the image that is built on the copy");
    }

    [Test]
    public void Image_OnAnUpstream_StandsOnItsCopy()
    {
        tree.WithCopies(new CacheStore())
            .WithDockerfile("tool", "ARG VERSION=8\nARG STORE=store:${VERSION}\nFROM ${STORE}\n");

        var copies = tree.LoadCopies().Under(tree.Load()["tool"]);

        Assert.That(copies.Select(copy => copy.Name), Is.EqualTo(new[] { "utility/store:8" }));
    }

    [Test]
    public void Tag_OfTwoClasses_IsAnErrorThatNamesBoth()
    {
        var error = Fail(new CacheStore(), new CacheStoreToo());

        Assert.That(error.Problem, Does.Contain("docker.io/library/store:8"));
        Assert.That(error.Problem, Does.Contain("Cache-Store ").And.Contain("Cache-Store-Too"));
    }

    [Test]
    public void TaskName_OfAnotherForm_IsAnErrorThatSaysHowToNameIt() =>
        Assert.That(Fail(new WronglyNamed()).Remedy, Does.Contain("Cache-"));

    [Test]
    public void Upstream_WithATag_IsAnError() => Assert.That(Fail(new CacheTagged()).Problem, Does.Contain("store:7"));

    private BakehouseException Fail(params CachedImage[] classes) =>
        Assert.Throws<BakehouseException>(() => tree.WithCopies(classes).LoadCopies())!;
}
