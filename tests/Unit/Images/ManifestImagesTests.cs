using Bakehouse.Images;

namespace Bakehouse.UnitTests.Images;

/// <summary>The entries of a manifest are images of the graph.</summary>
internal sealed class ManifestImagesTests : IDisposable
{
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [Test]
    public void Load_FolderWithAManifest_HasItsEntriesInTheirOrder()
    {
        var images = WithChain().Load().Images.Where(image => image.Family == "old").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(images.Select(image => image.Name), Is.EqualTo(new[] { "web-2", "base-1.0", "old-app" }));
            Assert.That(images.Select(image => image.TaskName), Is.EqualTo(new[] { "Web-2", "Base-1.0", "Old-App" }));
            Assert.That(
                images.Select(image => $"{image.Repository}:{image.Variant}"),
                Is.EqualTo(new[] { "mycorp/web:2", "mycorp/base:1.0", "mycorp/app:latest" })
            );
            Assert.That(images.SelectMany(image => image.After), Is.EqualTo(new[] { "web-2", "base-1.0" }));
            Assert.That(images.Select(image => image.Packer is not null), Is.EqualTo(new[] { false, true, false }));
            Assert.That(images.Select(image => image.HasClass), Is.All.False);
        });
    }

    [Test]
    public void Parents_OfEntries_AreTheImagesThatTheirFilesName()
    {
        var catalog = WithChain().Load();

        Assert.Multiple(() =>
        {
            Assert.That(catalog["base-1.0"].Parents, Is.EqualTo(new[] { new Parent("root", "from") }));
            Assert.That(
                catalog["old-app"].Parents,
                Is.EqualTo(
                    new[]
                    {
                        new Parent("base-1.0", null) { Family = "mycorp/base:1.0", Repository = "mycorp/base" },
                    }
                )
            );
            Assert.That(catalog["on-top"].Parents.Single().Image, Is.EqualTo("old-app"));
        });
    }

    [Test]
    public void Arguments_OfAnEntry_AreValuesAndOptionsOfItsBuilder()
    {
        var catalog = WithChain().Load();

        Assert.Multiple(() =>
        {
            Assert.That(catalog["base-1.0"].BuildArguments["size"], Is.EqualTo("x l"));
            Assert.That(catalog["base-1.0"].OptionsOf(["--docker"]), Is.EqualTo(new[] { "-force" }));
            Assert.That(catalog["old-app"].BuildArguments["A"], Is.EqualTo("1"));
            Assert.That(catalog["old-app"].OptionsOf(["--docker"]), Is.EqualTo(new[] { "--docker", "--squash" }));
        });
    }

    [Test]
    public void Entry_WhoseFileHasToBeMadeOfTheTemplate_IsReadFromItAndSaysSoWhenItIsUsed()
    {
        tree.WithFile("old", "docker/IMAGES.json", """{"images": [{"file": "13.json", "tag": "mycorp/deb:13"}]}""");
        tree.WithFile("old", "docker/packer.json", Packer("debian:__VERSION__"));

        var catalog = tree.Load();

        var image = catalog["old-13"];
        Assert.Multiple(() =>
        {
            Assert.That(image.BuildFile.ImageReferences(image.BuildArguments)[0].Name, Is.EqualTo("debian:13"));
            Assert.That(
                image.ReadContext,
                Throws.TypeOf<BakehouseException>().With.Property("Remedy").Contains("--target=Manifest-Files")
            );
            Assert.That(
                catalog.Manifests.Single().FilesOfTemplate.Single().Key,
                Is.EqualTo(Path.Combine(tree.Root, "images/old/docker/packer/13.json"))
            );
        });
    }

    [TestCase("base:1", ExpectedResult = "base")]
    [TestCase("registry.example.com/team/base:1", ExpectedResult = "team/base")]
    public string Repository_OfAnEntry_IsThatOfItsTag(string tag)
    {
        tree.WithFile("old", "docker/IMAGES.json", $$"""{"images": [{"file": "1.json", "tag": "{{tag}}"}]}""")
            .WithFile("old", "docker/packer/1.json", Packer("debian"));

        return tree.Load()["old-1"].Repository;
    }

    [Test]
    public void Load_ManifestThatIsNamed_IsOneOfItsFoldersParent()
    {
        tree.WithFile("../chain/docker", "IMAGES.json", """{"images": [{"file": "1.json", "tag": "mycorp/x:1"}]}""")
            .WithFile("../chain/docker", "packer/1.json", Packer("debian"));

        var image = ImageCatalog.Load(tree.Root, [], manifests: ["chain/docker/IMAGES.json"]).Images.Single();

        Assert.That(image.Name, Is.EqualTo("chain-1"));
        Assert.That(image.Folder, Is.EqualTo(Path.Combine(tree.Root, "chain")));
    }

    [Test]
    public void Options_OfDockerThatNameOrPush_ArePassedOver()
    {
        tree.WithFile(
                "old",
                "docker/IMAGES.json",
                """
                {"images": [{"file": "D", "builder_type": "docker", "tag": "mycorp/x:1",
                  "extra_args": "-t {img_parts[name]}:{img_parts[tag]} --tag=x:2 --push --squash"}]}
                """
            )
            .WithFile("old", "docker/docker/D", "FROM scratch\n");

        Assert.That(tree.Load().Images.Single().OptionsOf([]), Is.EqualTo(new[] { "--squash" }));
    }

    [TestCase("-tx:2 --squash", ExpectedResult = "--squash")]
    [TestCase("-t=x:2 --push=true --load=false --squash", ExpectedResult = "--squash")]
    [TestCase("-qtx:2", ExpectedResult = "-q")]
    [TestCase("'--tag' x:2 --network host", ExpectedResult = "--network host")]
    public string Options_OfDockerThatNameOrPush_ArePassedOverInEverySpelling(string arguments)
    {
        WithArguments(arguments);

        return string.Join(' ', tree.Load().Images.Single().OptionsOf([]));
    }

    [TestCase("-o type=registry")]
    [TestCase("-otype=registry")]
    [TestCase("'--output=type=image,push=true'")]
    [TestCase("--cache-to=type=registry,ref=x:2")]
    [TestCase("--build-arg A=1 --iidfile=x")]
    [TestCase("--publish")]
    [TestCase("context")]
    public void Options_OfDockerThatExportOrAreNotKnown_AreErrorsThatNameThem(string arguments)
    {
        WithArguments(arguments);

        var words = arguments.Trim('\'').Replace("--build-arg A=1 ", "");
        Assert.That(
            tree.Fail().Problem,
            Does.StartWith($"images/old/docker/IMAGES.json:1: 'extra_args' of mycorp/x:1 has {words}, which ")
        );
    }

    [Test]
    public void Images_WhoseFilesHaveTheSameVersion_AreCalledByTheirTags()
    {
        tree.WithFile(
                "old",
                "docker/IMAGES.json",
                """
                {"images": [
                  {"file": "Dockerfile.web", "builder_type": "docker", "tag": "mycorp/web:1"},
                  {"file": "Dockerfile.job", "builder_type": "docker", "tag": "mycorp/job:1"}
                ]}
                """
            )
            .WithFile("old", "docker/docker/Dockerfile.web", "FROM scratch\n")
            .WithFile("old", "docker/docker/Dockerfile.job", "FROM mycorp/web:1\n");

        Assert.That(
            tree.Load().Images.Select(image => image.Name),
            Is.EqualTo(new[] { "mycorp-web-1", "mycorp-job-1" })
        );
    }

    [TestCase(
        """{"images": [{"file": "a.json"}]}""",
        "images/old/docker/IMAGES.json:1: there is no file packer/a.json."
    )]
    [TestCase(
        """{"images": [{"file": "D", "builder_type": "docker", "working_dir": "../src", "tag": "a:1"}]}""",
        "images/old/docker/IMAGES.json:1: there is no folder '../src'."
    )]
    [TestCase(
        "{\"images\": [\n{\"file\": \"D\", \"builder_type\": \"docker\", \"tag\": \"a:1\"},\n"
            + "{\"file\": \"E\", \"builder_type\": \"docker\", \"tag\": \"b:1\"}]}",
        "images/old/docker/IMAGES.json:2: a:1 is built on b:1, which comes after it."
    )]
    public void Load_OfWhatIsWrong_NamesFileAndLine(string manifest, string problem)
    {
        tree.WithFile("old", "docker/IMAGES.json", manifest)
            .WithFile("old", "docker/docker/D", "FROM b:1\n")
            .WithFile("old", "docker/docker/E", "FROM scratch\n");

        Assert.That(tree.Fail().Problem, Is.EqualTo(problem));
    }

    private void WithArguments(string arguments) =>
        tree.WithFile(
                "old",
                "docker/IMAGES.json",
                $$$"""
                {"images": [{"file": "D", "builder_type": "docker", "tag": "mycorp/x:1", "extra_args": "{{{arguments}}}"}]}
                """
            )
            .WithFile("old", "docker/docker/D", "FROM scratch\n");

    private ImageTree WithChain() =>
        tree.With("root")
            .WithFile(
                "old",
                ".docker/IMAGES.json",
                """
                {"images": [
                  {"builder_type": "dockerfile", "name": "web", "version": "2", "tag": "mycorp/web:2"},
                  {"builder_type": "packer", "name": "base", "version": "1.0", "tag": "mycorp/base:1.0",
                   "extra_args": "-var 'size=x l' -force"},
                  {"builder_type": "docker", "file": "Dockerfile", "version": "app", "tag": "mycorp/app",
                   "extra_args": "--build-arg=A=1 --squash"}
                ]}
                """
            )
            .WithFile("old", ".docker/dockerfile/Dockerfile.web-2", "FROM scratch\n")
            .WithFile("old", ".docker/packer/base-1.0.json", Packer("{{user `from`}}", "root"))
            .WithFile("old", ".docker/docker/Dockerfile", "ARG A\nFROM mycorp/base:1.0\n")
            .WithDockerfile("on-top", "FROM mycorp/app\n");

    private static string Packer(string image, string variable = "") =>
        $$$"""{"variables": {"from": "{{{variable}}}", "size": ""}, "builders": [{"type": "docker", "image": "{{{image}}}"}]}""";
}
