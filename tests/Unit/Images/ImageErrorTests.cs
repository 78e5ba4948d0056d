namespace Bakehouse.UnitTests.Images;

/// <summary>What is wrong with folders, classes and Dockerfiles is one clear error before anything runs.</summary>
internal sealed class ImageErrorTests : IDisposable
{
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [Test]
    public void Load_FolderWithoutDockerfile_NamesTheFolderAndTheMissingFile()
    {
        var error = tree.WithEmptyFolder("broken").Fail();

        Assert.That(error.Problem, Does.Contain("images/broken").And.Contain("Dockerfile"));
        Assert.That(error.Remedy, Does.Contain("images/broken/Dockerfile"));
    }

    [Test]
    public void Load_HiddenFolder_IsNoImage() => Assert.That(tree.WithEmptyFolder(".cache").Load().Images, Is.Empty);

    [Test]
    public void Load_ClassWithoutFolder_NamesBoth()
    {
        var error = tree.WithClass(new TypedRoot()).Fail();

        Assert.That(error.Problem, Does.Contain("TypedRoot").And.Contain("images/typed-root"));
    }

    [Test]
    public void Load_TwoClassesOfOneImage_NamesBoth()
    {
        var error = tree.With("typed-root").WithClass(new TypedRoot(), new TypedRootAgain()).Fail();

        Assert.That(error.Problem, Does.Contain("TypedRoot ").And.Contain("TypedRootAgain"));
    }

    [Test]
    public void Load_NoFolderOfImages_SaysWhereToRun()
    {
        Directory.Delete(Path.Combine(tree.Root, "images"));

        Assert.That(tree.Fail().Problem, Does.Contain("images"));
    }

    [Test]
    public void Load_FolderThatIsNoRepositoryName_NamesTheFolder()
    {
        var error = tree.With("My_Image").Fail();

        Assert.That(error.Problem, Does.Contain("images/My_Image"));
    }

    [Test]
    public void Load_CycleOfParents_NamesTheCircleAndNothingElse()
    {
        var error = tree.With("a", "d").With("b", "c").With("c", "d").With("d", "b").Fail();

        Assert.That(error.Problem, Does.Contain("d → b → c → d"));
        Assert.That(error.Problem, Does.Not.Contain("a →"));
    }

    [Test]
    public void Load_ImageOnItself_IsACircle() =>
        Assert.That(tree.With("a", "a").Fail().Problem, Does.Contain("a → a"));

    [Test]
    public void Load_FromNamesAnotherParentThanTheClass_SaysWhatEachSays()
    {
        tree.With("typed-root").With("other").With("typed-child", "other").WithClass(new TypedRoot(), new TypedChild());

        var error = tree.Fail();

        Assert.That(error.Problem, Does.Contain("TypedChild").And.Contain("images/typed-child/Dockerfile"));
        Assert.That(error.Problem, Does.Contain("class says typed-root").And.Contain("FROM lines say other"));
    }

    [Test]
    public void Load_ClassWithAParentThatTheDockerfileLacks_SaysNone()
    {
        tree.With("typed-root").With("typed-child").WithClass(new TypedRoot(), new TypedChild());

        Assert.That(tree.Fail().Problem, Does.Contain("FROM lines say none"));
    }

    [Test]
    public void Load_ClassThatLacksAParentOfTheDockerfile_SaysNone()
    {
        tree.With("other").With("typed-root", "other").WithClass(new TypedRoot());

        Assert.That(tree.Fail().Problem, Does.Contain("class says none"));
    }

    [TestCase("FROM base-root\n", 1)]
    [TestCase("FROM scratch\nCOPY --from=base-root / /\n", 2)]
    [TestCase("ARG B=root\nFROM base-${B}\n", 2)]
    public void Load_OwnImageNamedWithoutAnArgument_SaysLineAndHowToHandItOver(string dockerfile, int line)
    {
        var error = tree.With("base-root").WithDockerfile("a", dockerfile).Fail();

        Assert.That(error.Problem, Does.Contain($"images/a/Dockerfile:{line}").And.Contain("base-root"));
        Assert.That(error.Remedy, Does.Contain("ARG BASE_ROOT=base-root").And.Contain("${BASE_ROOT}"));
    }

    [Test]
    public void Load_MalformedDockerfile_NamesTheFileAndTheLine() =>
        Assert.That(tree.WithDockerfile("a", "RUN true\n").Fail().Message, Does.Contain("images/a/Dockerfile"));
}
