using System.Text;
using Amazon.ECR;
using Amazon.ECR.Model;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Registry;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>A repository of ECR to which images are pushed that are next to nothing, as runs push theirs.</summary>
internal sealed class SimulatedRepository(LocalAccount account, IAwsClients aws, RegistryClient client, string name)
{
    private readonly EcrRegistry registry = new(account.Host, LocalAccount.Id, LocalAccount.Region);
    private int images;

    public Reference Name { get; } = new(account.Host, name);

    public async Task CreateAsync(RepositorySettings settings)
    {
        await new EcrRepositories(aws).CreateAsync(registry, [(name, settings)], default);
        var image = TestImage.Named(name, layerSize: 100);
        await client.Blobs.UploadAsync(Name, image.Manifest.ReadImage().Config, TestImage.Opener(image.Config));
        await client.Blobs.UploadAsync(Name, image.LayerDescriptor, TestImage.Opener(image.Layer));
    }

    /// <summary>Pushes an image that was built: under its fingerprint, then with its labels, then under its tags.</summary>
    public async Task<Manifest> BuildAsync(string fingerprint, params IEnumerable<string> tags)
    {
        var sealedImage = Next();
        await client.Manifests.PutAsync(Name.WithTag(fingerprint), Next());
        await TagAsync(sealedImage, [fingerprint, $"{fingerprint}-t0", .. tags]);
        return sealedImage;
    }

    /// <summary>Pushes an image as a copy comes: under one name.</summary>
    public async Task<Manifest> CopyAsync(string tag)
    {
        var copy = Next();
        await TagAsync(copy, tag);
        return copy;
    }

    public async Task TagAsync(Manifest image, params IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            await client.Manifests.PutAsync(Name.WithTag(tag), image);
        }
    }

    /// <summary>Gives an unchanged image the tags of a run, and takes the superfluous ones away.</summary>
    public async Task RetagAsync(Manifest image, IReadOnlyList<string> commits, params IEnumerable<string> tags)
    {
        await TagAsync(image, tags);
        await new TagLimit(aws).ApplyAsync(
            registry,
            Name.WithDigest(image.Digest),
            _ => Task.FromResult(commits),
            default
        );
    }

    /// <summary>All that ECR has of it.</summary>
    public async Task<IReadOnlyList<ImageDetail>> ImagesAsync()
    {
        using var service = account.Client();
        var request = new DescribeImagesRequest { RepositoryName = name, MaxResults = 1000 };
        var answer = await service.DescribeImagesAsync(request);
        Assert.That(answer.NextToken, Is.Null, $"{name} has more than 1,000 images");
        return answer.ImageDetails;
    }

    private Manifest Next()
    {
        var manifest = Encoding.UTF8.GetString(TestImage.Named(name, layerSize: 100).Manifest.Bytes.Span).TrimEnd();
        var numbered = $$"""{{manifest[..^1]}}, "annotations": {"number": "{{images++}}"} }""";
        return new Manifest(MediaTypes.OciManifest, Encoding.UTF8.GetBytes(numbered));
    }
}
