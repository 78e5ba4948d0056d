using Bakehouse.Images;

namespace Bakehouse.UnitTests.Images;

internal sealed class ImageCatalogTests : IDisposable
{
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [Test]
    public void Load_FolderWithoutClass_IsAnImageByConvention()
    {
        var image = tree.With("base-root").With("my-tool", "base-root").Load()["my-tool"];

        Assert.Multiple(() =>
        {
            Assert.That(image.TaskName, Is.EqualTo("My-Tool"));
            Assert.That(image.HasClass, Is.False);
            Assert.That(image.Description, Does.Contain("my-tool"));
            Assert.That(image.Parents, Is.EqualTo(new[] { new Parent("base-root", "BASE_ROOT") }));
        });
    }

    [Test]
    public void Load_FolderWithClass_TakesWhatTheClassSays()
    {
        tree.With("typed-root").With("typed-child", "typed-root");

        var image = tree.WithClass(new TypedRoot(), new TypedChild()).Load()["typed-child"];

        Assert.Multiple(() =>
        {
            Assert.That(image.HasClass, Is.True);
            Assert.That(image.TaskName, Is.EqualTo("Typed-Child"));
            Assert.That(image.Description, Is.EqualTo("A child"));
            Assert.That(image.BuildArguments["JDK"], Is.EqualTo("21"));
            Assert.That(image.LocationArguments, Is.EqualTo(new[] { "MIRROR" }));
            Assert.That(image.Preparation, Is.EqualTo(new Preparation("make.sh", "made.tar")));
        });
    }

    [Test]
    public void Load_ClassOnAConventionImage_IsAllowed()
    {
        tree.With("typed-root").WithClass(new TypedRoot()).With("plain", "typed-root");

        Assert.That(tree.Load().Images.Select(image => image.HasClass), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Images_WhateverTheirNames_ComeAfterTheirParents()
    {
        var images = tree.With("a", "z").With("z").With("m", "a", "b").With("b", "z").Load().Images;

        Assert.That(images.Select(image => image.Name), Is.EqualTo(new[] { "z", "a", "b", "m" }));
    }

    [Test]
    public void AncestorsOf_Diamond_HasEachOnceAndTheFarthestFirst()
    {
        var catalog = tree.With("root").With("left", "root").With("right", "root").With("a", "left", "right").Load();

        Assert.That(
            catalog.AncestorsOf(catalog["a"]).Select(image => image.Name),
            Is.EqualTo(new[] { "root", "left", "right" })
        );
    }

    [Test]
    public void BasesOf_ImageThatCopiesFromAnother_AreOnlyThoseThatItStandsOn()
    {
        var catalog = tree.With("root")
            .With("builder", "root")
            .With("runtime", "root")
            .With("a", "builder", "runtime")
            .Load();

        Assert.That(catalog.BasesOf(catalog["a"]).Select(image => image.Name), Is.EqualTo(new[] { "root", "runtime" }));
    }

    [Test]
    public void AncestorsOf_RootImage_IsNone()
    {
        var catalog = tree.With("root").With("child", "root").Load();

        Assert.That(catalog.AncestorsOf(catalog["root"]), Is.Empty);
    }

    [Test]
    public void Load_ParentNamedTwice_IsOneParent()
    {
        tree.With("root")
            .WithDockerfile("a", "ARG ROOT=root\nFROM ${ROOT} AS one\nFROM ${ROOT}\nCOPY --from=one / /\n");

        Assert.That(tree.Load()["a"].Parents, Has.Count.EqualTo(1));
    }

    [Test]
    public void Load_StageNamedAsAnImage_IsNoParent()
    {
        tree.With("root").WithDockerfile("a", "FROM scratch AS root\nFROM root\n");

        Assert.That(tree.Load()["a"].Parents, Is.Empty);
    }

    [Test]
    public void HasTests_FileThatRuns_Counts()
    {
        var catalog = tree.With("none")
            .With("goss")
            .WithTest("goss")
            .With("bats")
            .WithFile("bats", "tests/a.bats", "")
            .With("data")
            .WithFile("data", "tests/a.txt", "")
            .Load();

        Assert.That(
            catalog.Images.Where(image => image.HasTests).Select(image => image.Name),
            Is.EqualTo(new[] { "bats", "goss" })
        );
    }

    [Test]
    public void ReadContext_OfAPreparedImage_LeavesOutWhatTheScriptMakes()
    {
        tree.With("typed-root").With("typed-child", "typed-root").WithClass(new TypedRoot(), new TypedChild());
        tree.WithFile("typed-child", "make.sh", "").WithFile("typed-child", "made.tar", "old");

        var files = tree.Load()["typed-child"].ReadContext().Files.Select(file => file.Path);

        Assert.That(files, Does.Contain("make.sh").And.Not.Contain("made.tar"));
    }
}
