using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Facts;

/// <summary>
/// Finds, for a refresh, which packages of the images in the registry have newer versions: each image's own package
/// manager is asked, in a container. What is built on an image that has some is not asked, as it will be built anyway.
/// </summary>
public sealed class UpdateReader(
    IEngineImages images,
    IContainers containers,
    EngineProbe engine,
    TemporaryFiles files,
    ImageCatalog catalog,
    RunIdentity identity
)
{
    private const string Script = "/list-updates.sh";
    private const string Result = "/updates";
    private const int NoShell = 1;

    /// <param name="wanted">The images of the run, parents before children.</param>
    /// <param name="facts">What the registry has of them.</param>
    /// <param name="destination">Where it has them.</param>
    /// <param name="places">The proxy through which containers reach the distribution.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PackageUpdate>>> ReadAsync(
        IReadOnlyList<ImageDefinition> wanted,
        PlanFacts facts,
        Destination destination,
        Places places,
        CancellationToken cancellationToken
    )
    {
        await engine.RequireAsync(cancellationToken);
        var updates = new Dictionary<string, IReadOnlyList<PackageUpdate>>();
        foreach (var image in wanted)
        {
            var isCovered = catalog.AncestorsOf(image).Any(ancestor => updates.ContainsKey(ancestor.Name));
            if (isCovered || facts.Registry.GetValueOrDefault(image.Name)?.Built is not { } digest)
            {
                continue;
            }

            var name = destination.RepositoryOf(image.Repository).WithDigest(digest).ToString();
            var found = await AskAsync(image, name, places, cancellationToken);
            if (found.Count > 0)
            {
                updates[image.Name] = found;
            }
        }

        return updates;
    }

    private async Task<IReadOnlyList<PackageUpdate>> AskAsync(
        ImageDefinition image,
        string name,
        Places places,
        CancellationToken cancellationToken
    )
    {
        await images.PullAsync(name, cancellationToken);
        var container = identity.ContainerFor($"{image.Name}-updates");
        var folder = files.NewFolder("updates");
        try
        {
            var script = Path.Combine(folder, "list-updates.sh");
            await WriteScriptAsync(script, cancellationToken);
            await containers.CreateAsync(
                new NewContainer(container, name, ["/bin/sh", Script, Result])
                {
                    User = "0",
                    Labels = identity.Labels,
                    Environment = places.BuildArguments,
                },
                cancellationToken
            );
            await containers.CopyInAsync(script, container, Script, cancellationToken);
            var exitCode = await containers.RunAsync(container, cancellationToken);
            if (exitCode == NoShell)
            {
                // Nor has it a package manager.
                return [];
            }

            if (exitCode != 0)
            {
                throw new BakehouseException(
                    $"The packages of {image.Name} cannot be looked up: its package manager exited with {exitCode}.",
                    "Look at artifacts/logs/run.log; the image has to reach its distribution's archive."
                );
            }

            var result = Path.Combine(folder, "result");
            await containers.CopyOutAsync(container, Result, result, cancellationToken);
            return [.. File.ReadLines(result).Select(PackageUpdate.Parse)];
        }
        finally
        {
            await containers.RemoveAsync(container, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteScriptAsync(string path, CancellationToken cancellationToken)
    {
        await using var script = typeof(UpdateReader).Assembly.GetManifestResourceStream("list-updates.sh")!;
        await using var file = File.Create(path);
        await script.CopyToAsync(file, cancellationToken);
    }
}
