using Bakehouse.Steps;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>What a tree's runs have left in the Docker engine.</summary>
internal sealed class EngineContent(ImageTree tree)
{
    private readonly RunIdentity identity = IdentityOf(tree.Folder);

    /// <summary>Names of the tree's images, with registry and prefix. What was pulled by digest has none.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [
            .. (
                await LinesAsync(
                    "image",
                    "ls",
                    "--format={{.Repository}}:{{.Tag}}",
                    $"--filter=reference=*/{tree.Prefix}/*"
                )
            ).Where(name => !name.EndsWith(":<none>", StringComparison.Ordinal)),
        ];

    /// <summary>The names that images have until their tests have passed.</summary>
    public Task<IReadOnlyList<string>> WorkingTagsAsync() =>
        LinesAsync(
            "image",
            "ls",
            "--format={{.Repository}}:{{.Tag}}",
            $"--filter=reference={identity.WorkingTagsOfClone}"
        );

    /// <summary>Containers that the tree's runs have made, running or not.</summary>
    public Task<IReadOnlyList<string>> ContainersAsync() =>
        LinesAsync("ps", "--all", "--format={{.Names}}", $"--filter=label={RunIdentity.CloneLabel}={identity.Clone}");

    /// <summary>The tree's images by the digests under which they were pulled or pushed.</summary>
    public async Task<IReadOnlyList<string>> PulledAsync() =>
        [
            .. (
                await LinesAsync(
                    "image",
                    "ls",
                    "--digests",
                    "--format={{.Repository}}@{{.Digest}}",
                    $"--filter=reference=*/{tree.Prefix}/*"
                )
            ).Where(name => !name.EndsWith("@<none>", StringComparison.Ordinal)),
        ];

    /// <summary>Runs a docker command.</summary>
    public Task<RunResult> DockerAsync(params IEnumerable<string> arguments) => Docker.RunAsync(tree.Folder, arguments);

    /// <summary>A file of an image of the tree, as whoever pulls it finds it.</summary>
    /// <param name="image">Repository, without the tree's prefix, and tag: <c>leaf:main</c>.</param>
    /// <param name="path">Its path in the image.</param>
    public async Task<string> FileAsync(string image, string path)
    {
        var name = $"{SandboxUnderTest.Registry}/{tree.Prefix}/{image}";
        var file = await DockerAsync("run", "--rm", "--pull=always", "--quiet", "--entrypoint=cat", name, path);
        await DockerAsync("image", "rm", name);
        return file.Succeeded().Output;
    }

    public async Task RemoveAsync()
    {
        if (await ContainersAsync() is { Count: > 0 } containers)
        {
            await DockerAsync(["rm", "--force", "--volumes", .. containers]);
        }

        IReadOnlyList<string> names = [.. await NamesAsync(), .. await WorkingTagsAsync(), .. await PulledAsync()];
        if (names.Count > 0)
        {
            await DockerAsync(["image", "rm", "--force", .. names]);
        }
    }

    private static RunIdentity IdentityOf(string folder)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(folder);
        return new RunIdentity(environment);
    }

    private async Task<IReadOnlyList<string>> LinesAsync(params IEnumerable<string> arguments) =>
        (await DockerAsync(arguments)).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
