using System.Collections.Concurrent;
using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Dockerfiles;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Reads what an image is made of: its folder, its arguments, and the images that its Dockerfile refers to.</summary>
public sealed class InputReader(ImageCatalog catalog, IManifests manifests, GossKit goss, RunOptions options)
{
    // For now images are built for one platform; the fingerprint has room for more.
    private const string Platform = "linux/amd64";

    // goss is part of the images that it tests, but for those that it is brought into.
    private const string OwnGoss = "of the image";
    private const string NoGoss = "none";
    private readonly ConcurrentDictionary<string, Lazy<Task<Digest>>> upstream = new();
    private Task<string?>? foundGoss;

    /// <param name="image">The image.</param>
    /// <param name="substitute">Build arguments that stand in for what cannot be reached.</param>
    /// <param name="upstreams">Where upstream images are; null where nobody is asked for their digests.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<ImageInputs> ReadAsync(
        ImageDefinition image,
        IReadOnlyDictionary<string, string>? substitute,
        UpstreamPlaces? upstreams,
        CancellationToken cancellationToken
    )
    {
        var arguments = BuildArguments
            .For(image, options.BuildArguments, substitute)
            .Where(argument => image.Parents.All(parent => parent.Argument != argument.Key))
            .ToDictionary();
        var handed = HandedOver(image, arguments);
        var published = handed.Where(argument => !image.LocationArguments.Contains(argument.Key)).ToDictionary();
        var names = image.BuildFile.ImageReferences(published, Platform);

        // Asked first: the files are read while the answers come.
        var asked = image
            .BuildFile.ImageReferences(handed, Platform)
            .Select(place => (place, Answer: AskAsync(place)))
            .ToList();
        var context = image.ReadContext();
        var references = new List<ReferencedImage>();
        var pinned = new Dictionary<string, string>();
        foreach (var (place, answer) in asked)
        {
            var (reference, found) = await answer;
            references.Add(reference);
            if (found is not null && reference.Digest is { } digest && place.SoleArgument is { } argument)
            {
                pinned[argument] = found.WithDigest(digest).ToString();
            }
        }

        var build = new FingerprintInputs
        {
            Platform = Platform,
            Dockerfile = context.Dockerfile,
            Files = [.. context.Files.Concat(ScriptOf(image)).DistinctBy(file => file.Path)],
            Arguments = arguments,
            WhereArguments = image.LocationArguments.ToHashSet(),
            Options = image.InputOptions(options.DockerOptions),
            References = references,
        };
        var bases = catalog.BasesOf(image);
        var tests = bases
            .Append(image)
            .Select(tested => new ImageTests(tested.Name, ContextFiles.ReadTests(tested.Folder)));
        var baseName = image.BuildFile.BaseImage(published, Platform) is { } standsOn ? NameOf(image, standsOn) : null;

        // What stands on an image of somebody else may have no goss.
        var bringsGoss = bases.Count == 0 && baseName is not null;
        var version = bringsGoss && image.HasTests ? await FindGossAsync(cancellationToken) : OwnGoss;
        return new ImageInputs(context, build, TestHash.Of(new TestInputs(version, [.. tests])))
        {
            Upstreams = pinned,
            BaseName = baseName,
            BringsGoss = bringsGoss,
            TestNote = catalog.TestNoteOf(image),
        };

        async Task<(ReferencedImage Reference, Reference? Place)> AskAsync(ImageReference place)
        {
            // Asked where it is fetched from, named as its publisher does: a mirror makes no other image of it.
            var name = NameOf(image, names.FirstOrDefault(other => other.IsAt(place)) ?? place);
            var isParent = image.Parents.Any(parent => parent.Image == name);
            var (digest, found) =
                isParent || upstreams is null
                    ? (null, null)
                    : await FindAsync(Upstream(place), upstreams, cancellationToken);
            return (new ReferencedImage(place.Kind, name, digest, isParent), found);
        }
    }

    // The program itself counts: not every distribution's goss tells its version.
    private async Task<string> FindGossAsync(CancellationToken cancellationToken) =>
        await (foundGoss ??= goss.FindHashAsync(cancellationToken)) is { } hash ? $"sha256:{hash}" : NoGoss;

    // A parent is handed over by the build: what the command line says of its argument counts for nothing.
    private static IReadOnlyDictionary<string, string> HandedOver(
        ImageDefinition image,
        IReadOnlyDictionary<string, string> arguments
    ) =>
        arguments
            .Concat(
                image
                    .Parents.Where(parent => parent.Argument is not null)
                    .Select(parent => KeyValuePair.Create(parent.Argument!, parent.Image))
            )
            .DistinctLast();

    // The script that prepares a build is one of its inputs, even where .dockerignore keeps it from the builder.
    private static IEnumerable<ContextFile> ScriptOf(ImageDefinition image) =>
        image.Preparation is { } preparation ? ContextFiles.ReadAll(image.Folder, [preparation.Script]) : [];

    private static string NameOf(ImageDefinition image, ImageReference reference) =>
        image
            .Parents.FirstOrDefault(parent =>
                parent.Image == reference.Name || (parent.Argument is null && parent.Family == reference.Name)
            )
            ?.Image
        ?? Upstream(reference).ToString();

    private static Reference Upstream(ImageReference reference) =>
        Reference.TryParse(reference.Name, out var name, out var problem)
            ? name.WithDefaultTag()
            : throw new BakehouseException($"'{reference.Name}' is no image: {problem}.", "Correct the Dockerfile.");

    // A copy that there is none of, and cannot be, leaves the image incomplete: its refresh fails, and says why.
    private async Task<(Digest? Digest, Reference Place)> FindAsync(
        Reference name,
        UpstreamPlaces upstreams,
        CancellationToken cancellationToken
    )
    {
        var (place, copy) = upstreams.Of(name);
        return (copy is null ? await DigestOfAsync(place, cancellationToken) : copy.Expected, place.Name);
    }

    private Task<Digest> DigestOfAsync(Reference name, CancellationToken cancellationToken) =>
        upstream.GetOrAdd(name.ToString(), _ => new Lazy<Task<Digest>>(() => HeadAsync(name, cancellationToken))).Value;

    private async Task<Digest> HeadAsync(Reference name, CancellationToken cancellationToken) =>
        (await manifests.HeadAsync(name, cancellationToken))?.Digest
        ?? throw new BakehouseException($"There is no image {name}.", "Correct the Dockerfile that refers to it.");
}
