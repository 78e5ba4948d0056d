using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Packer;

/// <summary>An old manifest, of packer and Dockerfile images in a chain, built, tested and pushed as it is.</summary>
public sealed class ManifestTests
{
    private const string Manifest = """
        {
          // The chain of mycorp
          "images": [
            {"builder_type": "packer", "file": "base-1.0.json", "tag": "mycorp/base:1.0",
             "extra_args": "-var 'greeting=from {img_parts[name]} {img_parts[tag]}'"},
            {"builder_type": "docker", "file": "Dockerfile.app", "version": "2.0", "name": "app", "tag": "mycorp/app:2.0",
             "extra_args": "--build-arg TAG={img_parts[tag]}"},
            {"builder_type": "dockerfile", "name": "other", "version": "1", "working_dir": "../context/",
             "tag": "mycorp/other:1"}, /* stands on none of them */
            {"builder_type": "packer", "name": "top", "version": "3", "tag": "registry.example.com:5000/mycorp/top:3"}
          ]
        }
        """;

    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.Variables["PATH"] = await SandboxUnderTest.PathWithPackerAsync();
        tree.Write("images/legacy/.docker/IMAGES.json", Manifest);
        tree.Write(
            "images/legacy/.docker/packer/base-1.0.json",
            """
            {
              "variables": {"greeting": ""},
              "builders": [{"type": "docker", "image": "base-root", "commit": true}],
              "provisioners": [
                {"type": "file", "source": "files/", "destination": "/opt/"},
                {"type": "shell", "inline": ["echo '{{user `greeting`}}' >/greeting"]}
              ],
              "post-processors": [[{"type": "docker-tag", "repository": "mycorp/base", "tag": "1.0"}, "docker-push"]]
            }
            """
        );
        tree.Write("images/legacy/files/tool", "tool\n");
        tree.Write(
            "images/legacy/.docker/docker/Dockerfile.app",
            "FROM mycorp/base:1.0\nARG TAG\nCOPY files/tool /app-tool\nRUN cat /greeting >/app && echo \"$TAG\" >>/app\n"
        );
        tree.Write("images/legacy/.docker/dockerfile/Dockerfile.other-1", "FROM base-root\nCOPY here /here\n");
        tree.Write("images/legacy/context/here", "here\n");
        tree.Write(
            "images/legacy/.docker/packer/top-3.json",
            """
            {
              "variables": {"from": "mycorp/app:2.0"},
              "builders": [{"type": "docker", "image": "{{user `from`}}", "commit": true, "pull": true}],
              "provisioners": [{"type": "shell", "inline": ["cat /app >/top", "echo top >>/top"]}]
            }
            """
        );
        await tree.CommitAsync("The old manifest");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Push_OfItsFamily_BuildsTheChainInItsOrderUnderItsTags()
    {
        var run = (await tree.RunAsync("--target=Push-Legacy")).Succeeded();

        Assert.That(
            await tree.Engine.FileAsync("mycorp/top:3", "/top"),
            Is.EqualTo("from mycorp/base 1.0\n2.0\ntop\n")
        );
        Assert.That(await tree.Engine.FileAsync("mycorp/app:2.0", "/app-tool"), Is.EqualTo("tool\n"));
        Assert.That(await tree.Engine.FileAsync("mycorp/other:1", "/here"), Is.EqualTo("here\n"));
        var built = run
            .Output.Split('\n')
            .Where(line => line.Contains("] built in"))
            .Select(line => line.Split(']')[0]);
        Assert.That(
            built.Where(image => image != "[base-root"),
            Is.EqualTo(new[] { "[legacy-base-1.0", "[app-2.0", "[other-1", "[top-3" })
        );
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(
            (await tree.RunAsync("--target=Push-Legacy")).Succeeded().ActionOf("top-3"),
            Is.EqualTo("nothing").Or.EqualTo("retag")
        );
    }
}
