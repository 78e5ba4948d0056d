using Bakehouse.IntegrationTests.Support;
using Bakehouse.Planning;

namespace Bakehouse.IntegrationTests.Packer;

/// <summary>From an old manifest with a template to files, and from there to classes that take its place.</summary>
public sealed class ManifestMoveTests
{
    private const string Manifest = """
        {"images": [
          {"builder_type": "packer", "file": "1.0.json", "tag": "mycorp/oven:1.0"},
          {"builder_type": "packer", "file": "1.1.json", "tag": "mycorp/oven:1.1"},
          {"builder_type": "docker", "file": "Dockerfile.tray", "tag": "mycorp/tray:2"}
        ]}
        """;

    private const string Template = """
        {
          "variables": {"color": "black"},
          "builders": [{"type": "docker", "image": "base-root", "commit": true}],
          "provisioners": [{"type": "shell", "inline": ["echo __VERSION__ {{user `color`}} >/oven"]}]
        }
        """;

    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.Variables["PATH"] = await SandboxUnderTest.PathWithPackerAsync();
        tree.Write("images/legacy/.docker/IMAGES.json", Manifest);
        tree.Write("images/legacy/.docker/packer.json", Template);
        tree.Write(
            "images/legacy/.docker/docker/Dockerfile.tray",
            "FROM mycorp/oven:1.1\nCOPY steel /steel\nRUN cat /oven /steel >/tray\n"
        );
        tree.Write("images/legacy/steel", "steel\n");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task ManifestFiles_MakesOneFileForEachVersionAndKeepsOthers()
    {
        const string Own = "images/legacy/.docker/packer/1.0.json";
        tree.Write(Own, Template.Replace("__VERSION__", "own"));

        var run = (await tree.RunAsync("--target=Manifest-Files")).Succeeded();

        Assert.That(run.Output, Does.Contain("Wrote images/legacy/.docker/packer/1.1.json"));
        Assert.That(run.Output, Does.Contain($"Kept {Own}"));
        Assert.That(await ReadAsync("images/legacy/.docker/packer/1.1.json"), Does.Contain("echo 1.1 "));
        Assert.That(await ReadAsync(Own), Does.Contain("echo own "));
    }

    [Test]
    public async Task ManifestClasses_InPlaceOfTheManifest_HaveItsImagesAndTags()
    {
        (await tree.RunAsync("--target=Manifest-Files")).Succeeded();
        await tree.CommitAsync("The old manifest");
        var before = await PlannedAsync(arguments => tree.RunAsync(arguments));
        (await tree.RunAsync("--target=Manifest-Classes")).Succeeded();
        using var program = await ExtendedProgram.BuildAsync(("Legacy.cs", await ReadAsync("artifacts/Legacy.cs")));

        await MoveFilesAsync();
        var after = await PlannedAsync(arguments => program.RunAsync(tree, arguments));
        (await program.RunAsync(tree, "--target=Push-Oven", "--target=Push-Tray")).Succeeded();

        Assert.That(after, Is.EqualTo(before));
        Assert.That(before, Has.Some.StartsWith("mycorp/oven:1.1"));
        Assert.That(await tree.Registry.NamesAsync("mycorp/tray"), Does.Contain("2"));
        var tray = tree.Registry.NameOf("mycorp/tray", "2");
        var content = await tree.Engine.DockerAsync("run", "--rm", "--quiet", "--entrypoint=cat", tray, "/tray");
        Assert.That(content.Succeeded().Output, Is.EqualTo("1.1 black\nsteel\n"));
    }

    // What the comments in the written file say.
    private async Task MoveFilesAsync()
    {
        Directory.Delete(tree.PathOf("images/legacy"), recursive: true);
        tree.Write(
            "images/oven/packer.json",
            Template
                .Replace("__VERSION__", "{{user `version`}}")
                .Replace("\"variables\": {", "\"variables\": {\"version\": \"\", \"base_root\": \"base-root\", ")
                .Replace("\"image\": \"base-root\"", "\"image\": \"{{user `base_root`}}\"")
        );
        tree.Write("images/oven/steel", "steel\n");
        tree.Write(
            "images/tray/Dockerfile",
            "ARG OVEN=oven\nFROM ${OVEN}\nCOPY steel /steel\nRUN cat /oven /steel >/tray\n"
        );
        tree.Write("images/tray/steel", "steel\n");
        await tree.CommitAsync("Classes in place of the manifest");
    }

    // The names that the images get, without those of the commit.
    private async Task<string[]> PlannedAsync(Func<string, Task<RunResult>> run)
    {
        (await run("--target=Plan")).Succeeded();
        var plan = PlanFile.Read(await ReadAsync("artifacts/plan.json"), "plan.json");
        return
        [
            .. plan
                .Images.Where(image => image.Repository.StartsWith("mycorp/", StringComparison.Ordinal))
                .SelectMany(image => image.Tags.Select(tag => $"{image.Repository}:{tag.Name}"))
                .Where(name => name.Length < 40)
                .Order(StringComparer.Ordinal),
        ];
    }

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(tree.PathOf(path));
}
