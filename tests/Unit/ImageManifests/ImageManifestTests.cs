using Bakehouse.ImageManifests;

namespace Bakehouse.UnitTests.ImageManifests;

/// <summary>What a manifest says, with all its defaults.</summary>
public sealed class ImageManifestTests
{
    private const string Path = "images/myimg/.docker/IMAGES.json";

    [Test]
    public void Read_AFullEntry_IsAsItSays()
    {
        var entry = Only(
            """
            {"images": [{
              "file": "a.json", "builder_type": "packer", "working_dir": "../src", "name": "web", "version": "2",
              "tag": "registry.example.com:5000/mycorp/myimg:1.0",
              "extra_args": "-var 'a=b c' {img_parts[registry]} {img_parts[name]}:{img_parts[tag]} {{user}}"
            }]}
            """
        );

        Assert.Multiple(() =>
        {
            Assert.That(entry.Builder, Is.EqualTo(BuilderType.Packer));
            Assert.That(entry.Files, Is.EqualTo(new[] { "packer/a.json" }));
            Assert.That(entry.WorkingDirectory, Is.EqualTo("../src"));
            Assert.That(entry.Name, Is.EqualTo("web"));
            Assert.That(entry.Version, Is.EqualTo("2"));
            Assert.That(entry.Tag.ToString(), Is.EqualTo("registry.example.com:5000/mycorp/myimg:1.0"));
            Assert.That(
                entry.ExtraArguments,
                Is.EqualTo(new[] { "-var", "a=b c", "registry.example.com:5000", "mycorp/myimg:1.0", "{{user}}" })
            );
        });
    }

    [Test]
    public void Read_AFileAlone_HasTheFoldersNameAndTheFilesVersion()
    {
        var entry = Only("""{"images": [{"file": "1.0.json", "tag": "mycorp/myimg:1.0"}]}""");

        Assert.Multiple(() =>
        {
            Assert.That(entry.Name, Is.EqualTo("myimg"));
            Assert.That(entry.Version, Is.EqualTo("1.0"));
            Assert.That(entry.WorkingDirectory, Is.EqualTo("../"));
            Assert.That(entry.ExtraArguments, Is.Empty);
        });
    }

    [TestCase("packer", "packer/web-2.json")]
    [TestCase("docker", "docker/Dockerfile.web-2")]
    [TestCase("dockerfile", "dockerfile/Dockerfile.web-2")]
    public void Read_NameAndVersion_MakeTheFilesName(string type, string file)
    {
        var entry = Only($$"""{"images": [{"builder_type": "{{type}}", "name": "web", "version": "2"}]}""");

        Assert.That(entry.Files[0], Is.EqualTo(file));
        Assert.That(entry.Tag.Familiar, Is.EqualTo("web:2"));
    }

    [TestCase("docker")]
    [TestCase("dockerfile")]
    public void Read_DockerAndDockerfile_AreTheSame(string type)
    {
        var entry = Only($$"""{"images": [{"builder_type": "{{type}}", "file": "D", "tag": "a:1"}]}""");

        Assert.That(entry.Builder, Is.EqualTo(BuilderType.Docker));
        Assert.That(entry.Files, Is.EquivalentTo(new[] { "docker/D", "dockerfile/D" }));
        Assert.That(entry.Files[0], Is.EqualTo($"{type}/D"));
    }

    [TestCase("mycorp/myimg:1.0", " mycorp/myimg 1.0")]
    [TestCase("myimg", " myimg latest")]
    [TestCase("localhost/a/b:2", "localhost a/b 2")]
    public void Read_PartsOfATag_StandInTheArguments(string tag, string parts)
    {
        var entry = Only(
            $$"""
            {"images": [{"file": "a.json", "tag": "{{tag}}",
              "extra_args": "'{img_parts[registry]} {img_parts[name]} {img_parts[tag]}'"}]}
            """
        );

        Assert.That(entry.ExtraArguments.Single(), Is.EqualTo(parts));
    }

    [Test]
    public void Read_SeveralImages_AreInTheirOrder()
    {
        var entries = ImageManifest.Read(
            """{"images": [{"file": "b.json"}, {"file": "a.json"}, {"file": "c.json"}]}""",
            Path,
            "myimg"
        );

        Assert.That(entries.Select(entry => entry.Version), Is.EqualTo(new[] { "b", "a", "c" }));
    }

    [TestCase("[]", 1, "a manifest is an object")]
    [TestCase("{}", 1, "the manifest has no field 'images'")]
    [TestCase("{\n\"images\": {}}", 2, "'images' is no list")]
    [TestCase("{\"images\": [],\n\"image\": []}", 2, "there is no field 'image'")]
    [TestCase("{\"images\": [\n1]}", 2, "an image is an object")]
    [TestCase("{\"images\": [{\n\"file\": \"a\",\n\"tags\": \"a:1\"}]}", 3, "there is no field 'tags'")]
    [TestCase("{\"images\": [{\"file\": \"a\",\n\"file\": \"b\"}]}", 2, "the field 'file' is given again")]
    [TestCase(
        "{\"images\": [{\"file\": \"a\",\n\"builder_type\": \"buildah\"}]}",
        2,
        "'builder_type' cannot be 'buildah'"
    )]
    [TestCase("{\"images\": [{\"file\":\n7}]}", 2, "'file' is no text")]
    [TestCase("{\"images\": [\n{\"name\": \"a\"}]}", 2, "the image has neither 'file' nor 'version'")]
    [TestCase("{\"images\": [{\"file\": \"a\",\n\"tag\": \"My Corp\"}]}", 2, "the tag 'My Corp' is no image's name")]
    [TestCase(
        "{\"images\": [{\"file\": \"a\",\n\"tag\": \"MyCorp/a:1\"}]}",
        2,
        "the tag 'MyCorp/a:1' has capital letters"
    )]
    [TestCase("{\"images\": [{\"file\": \"a\",\n\"name\": \"my img\"}]}", 2, "the name 'my img' cannot be a part")]
    [TestCase(
        "{\"images\": [{\"file\": \"a\",\n\"extra_args\": \"{img_parts[host]}\"}]}",
        2,
        "'extra_args' has the placeholder {img_parts[host]}"
    )]
    [TestCase("{\"images\": [{\"file\": \"a\",\n\"extra_args\": \"it's\"}]}", 2, "'extra_args' cannot be split")]
    [TestCase(
        "{\"images\": [{\"file\": \"a\", \"tag\": \"a:1\"},\n{\"file\": \"b\", \"tag\": \"a:1\"}]}",
        2,
        "the image in line 1 has the tag a:1 too"
    )]
    public void Read_OfWhatIsWrong_NamesFileAndLine(string text, int line, string problem) =>
        Assert.That(
            () => ImageManifest.Read(text, Path, "myimg"),
            Throws.TypeOf<BakehouseException>().With.Property("Problem").StartsWith($"{Path}:{line}: {problem}")
        );

    private static ManifestEntry Only(string text) => ImageManifest.Read(text, Path, "myimg").Single();
}
