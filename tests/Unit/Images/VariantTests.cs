using Bakehouse.Images;

namespace Bakehouse.UnitTests.Images;

/// <summary>An image with a matrix is an image for each of its variants, of one folder.</summary>
internal sealed class VariantTests : IDisposable
{
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [Test]
    public void Load_ClassWithVariants_IsAnImageForEach()
    {
        var images = tree.With("matrix-root").WithClass(new MatrixRoot()).Load().Images;

        Assert.Multiple(() =>
        {
            Assert.That(images.Select(image => image.Name), Is.EqualTo(new[] { "matrix-root-16", "matrix-root-17" }));
            Assert.That(
                images.Select(image => image.TaskName),
                Is.EqualTo(new[] { "Matrix-Root-16", "Matrix-Root-17" })
            );
            Assert.That(images.Select(image => image.FamilyTask), Is.All.EqualTo("Matrix-Root"));
            Assert.That(images.Select(image => image.Repository), Is.All.EqualTo("matrix-root"));
            Assert.That(images.Select(image => image.BuildArguments["PG"]), Is.EqualTo(new[] { "16.2", "17.6" }));
            Assert.That(images.Select(image => image.Folder).Distinct().ToList(), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void Parents_OfAVariant_AreTheMatchingOnesOrThoseThatItNames()
    {
        var catalog = tree.With("matrix-root")
            .With("matrix-child", "matrix-root")
            .WithClass(new MatrixRoot(), new MatrixChild())
            .Load();

        Assert.Multiple(() =>
        {
            Assert.That(catalog["matrix-child-16"].Parents[0].Image, Is.EqualTo("matrix-root-16"));
            Assert.That(catalog["matrix-child-16.1-17"].Parents[0].Image, Is.EqualTo("matrix-root-17"));
            Assert.That(catalog["matrix-child-16"].Parents[0].Repository, Is.EqualTo("matrix-root"));
            Assert.That(catalog["matrix-child-16"].Repository, Is.EqualTo("utility/child"));
        });
    }

    [Test]
    public void Load_VariantThatTheParentLacks_ListsThoseThatItHas()
    {
        tree.With("matrix-root").With("other-child", "matrix-root").WithClass(new MatrixRoot(), new OtherChild());

        var error = tree.Fail();

        Assert.That(error.Problem, Does.Contain("other-child-12").And.Contain("no variant 12"));
        Assert.That(error.Remedy, Does.Contain("16, 17"));
    }

    [Test]
    public void Load_ImageWithoutVariantsOnOneWithThem_IsAnError()
    {
        tree.With("matrix-root").With("plain-child", "matrix-root").WithClass(new MatrixRoot(), new PlainChild());

        Assert.That(tree.Fail().Problem, Does.Contain("plain-child is built on matrix-root"));
    }

    [Test]
    public void Load_FolderNamedAsAVariant_NamesBothFolders()
    {
        tree.With("matrix-root").With("matrix-root-17").WithClass(new MatrixRoot());

        Assert.That(tree.Fail().Problem, Does.Contain("images/matrix-root and images/matrix-root-17"));
    }

    [TestCase("")]
    [TestCase("-17")]
    [TestCase("a/b")]
    public void Variant_ThatCannotLeadATag_IsAnError(string name) =>
        Assert.Throws<BakehouseException>(() => _ = new Variant(name));
}
