using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>
/// What stands for Docker Hub where a test is not about copies: next to nothing under each name that the program copies,
/// in a corner of the registry.
/// </summary>
internal static class TinyUpstream
{
    private const string Corner = "tiny-upstream";

    /// <summary>The copies that the program makes, as it names them.</summary>
    public static IReadOnlyList<string> Copies { get; } =
    [.. Classes().SelectMany(cached => cached.Tags.Select(tag => $"{cached.Repository}:{tag}"))];

    private static readonly Lazy<Task> Filling = new(FillAsync);

    /// <summary>The option <c>--upstream</c> for it.</summary>
    public static async Task<string> OptionAsync()
    {
        await Filling.Value;
        return $"{Reference.DockerHub}={SandboxUnderTest.Registry}/{Corner}";
    }

    private static IEnumerable<CachedImage> Classes() =>
        typeof(CachedImage)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(CachedImage)))
            .Select(type => (CachedImage)Activator.CreateInstance(type)!);

    private static async Task FillAsync()
    {
        using var client = new RegistryClient(new CredentialChain());
        foreach (var cached in Classes())
        {
            var repository = $"{Corner}/{cached.ParseUpstream().Repository}";
            foreach (var tag in cached.Tags)
            {
                var name = new Reference(SandboxUnderTest.Registry, repository, tag);
                await TestImage.Named(name.ToString(), layerSize: 100).PushAsync(client, name);
            }
        }
    }
}
