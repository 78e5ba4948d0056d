using System.Collections.Concurrent;
using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Dockerfiles;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Reads what an image is made of: its folder, its arguments, and the images that its Dockerfile refers to.</summary>
public sealed class InputReader(ImageCatalog catalog, IManifests manifests, RunOptions options)
{
    // For now images are built for one platform; the fingerprint has room for more.
    private const string Platform = "linux/amd64";

    // goss is part of the images that it tests.
    private const string GossVersion = "of the image";
    private readonly ConcurrentDictionary<string, Lazy<Task<Digest>>> upstream = new();

    /// <param name="image">The image.</param>
    /// <param name="substitute">Build arguments that stand in for what cannot be reached.</param>
    /// <param name="asksUpstream">Whether the digests of upstream images are wanted: one request for each.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<ImageInputs> ReadAsync(
        ImageDefinition image,
        IReadOnlyDictionary<string, string>? substitute,
        bool asksUpstream,
        CancellationToken cancellationToken
    )
    {
        var context = image.ReadContext();
        var arguments = BuildArguments.For(image, options.BuildArguments, substitute);
        var references = new List<ReferencedImage>();
        foreach (var reference in image.Dockerfile.ImageReferences(arguments, Platform))
        {
            var isParent = image.Parents.Any(parent => parent.Image == reference.Name);
            var digest = isParent || !asksUpstream ? null : await DigestOfAsync(reference.Name, cancellationToken);
            references.Add(new ReferencedImage(reference.Kind, reference.Name, digest, isParent));
        }

        var build = new FingerprintInputs
        {
            Platform = Platform,
            Dockerfile = context.Dockerfile,
            Files = context.Files,
            Arguments = arguments.Where(argument => image.Parents.All(p => p.Argument != argument.Key)).ToDictionary(),
            WhereArguments = image.LocationArguments.ToHashSet(),
            Options = options.DockerOptions,
            References = references,
        };
        var tests = catalog
            .AncestorsOf(image)
            .Append(image)
            .Select(tested => new ImageTests(tested.Name, ContextFiles.ReadTests(tested.Folder)));
        return new ImageInputs(context, build, TestHash.Of(new TestInputs(GossVersion, [.. tests])));
    }

    private Task<Digest> DigestOfAsync(string name, CancellationToken cancellationToken) =>
        upstream.GetOrAdd(name, _ => new Lazy<Task<Digest>>(() => HeadAsync(name, cancellationToken))).Value;

    private async Task<Digest> HeadAsync(string name, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(name, out var reference, out var problem))
        {
            throw new BakehouseException($"'{name}' is no image: {problem}", "Correct the Dockerfile.");
        }

        var found = await manifests.HeadAsync(reference.WithDefaultTag(), cancellationToken);
        return found?.Digest
            ?? throw new BakehouseException(
                $"There is no image {reference.WithDefaultTag()}.",
                "Correct the Dockerfile that refers to it."
            );
    }
}
