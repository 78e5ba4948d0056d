namespace Bakehouse.IntegrationTests.Support;

/// <summary>
/// The images of this repository, built from a copy of its folder and pushed, once for all tests. What the registry has
/// from an earlier run is not built again: that is what Bakehouse is for.
/// </summary>
internal static class RealImages
{
    private const string Prefix = "real";
    private static readonly Lazy<Task<RegistryContent>> Root = new(() => PushAsync("Push-Base-Root"));
    private static readonly Lazy<Task<RegistryContent>> All = new(() => PushAsync("Push-All"));

    /// <summary>The name of base-root in the registry, with its digest.</summary>
    public static async Task<string> RootAsync() => await (await Root.Value).PinnedNameAsync("base-root", "main");

    /// <summary>The name of any of the images in the registry, with its digest.</summary>
    public static async Task<string> NameAsync(string image) => await (await All.Value).PinnedNameAsync(image, "main");

    /// <summary>A copy of this repository's images, which uses this clone's sandbox.</summary>
    public static async Task<ImageTree> CopyAsync()
    {
        var tree = await ImageTree.EmptyAsync();
        tree.Prefix = Prefix;
        tree.Variables.Remove("BAKEHOUSE_UPSTREAM");
        tree.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = Prefix;
        using var copy = Run.Start(
            tree.Folder,
            tree.Variables,
            "cp",
            "--archive",
            Path.Combine(SandboxUnderTest.Clone, "images"),
            Path.Combine(SandboxUnderTest.Clone, "VERSION"),
            tree.Folder
        );
        (await copy.EndAsync()).Succeeded();
        await tree.CommitAsync("Images");
        // With the sandbox come the package cache and what stands in for sources that this machine does not reach.
        tree.UseSandbox();
        return tree;
    }

    private static async Task<RegistryContent> PushAsync(string target)
    {
        var tree = await CopyAsync();
        try
        {
            (await tree.RunAsync($"--target={target}")).Succeeded();
            return tree.Registry;
        }
        finally
        {
            Directory.Delete(tree.Folder, recursive: true);
        }
    }
}
