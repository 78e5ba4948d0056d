using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Brings a tested image into the registry, under its fingerprint first and under its tags last, or writes missing tags
/// for one that is there. Where somebody else has pushed the same fingerprint meanwhile, theirs is taken.
/// </summary>
public sealed class PushStep(
    IEngineImages images,
    IManifests manifests,
    SealedImage seal,
    RunState run,
    RunOptions options
) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        var planned = run.Plan.Find(image.Name)!;
        if (planned.Action == ImageAction.Nothing)
        {
            run.Update(image.Name, result => result with { Digest = planned.Digest });
            return;
        }

        if (planned.Action is ImageAction.Build or ImageAction.Test)
        {
            run.ResultOf(image.Name).RequirePassed(image, "pushed");
        }

        var inputs = run.InputsOf(image.Name).With(PushedParents(image));
        var fingerprint = Fingerprint.Of(inputs.Build);
        var repository = run.Destination.RepositoryOf(image.Name);
        var digest = planned.Digest ?? await PushAsync(image, inputs, repository, fingerprint, cancellationToken);
        await WriteTagsAsync(repository, digest, fingerprint.TestedTag(inputs.Tests), planned.Tags, cancellationToken);
        run.Update(
            image.Name,
            result => result with { Digest = digest, Tags = [.. planned.Tags.Select(tag => tag.Name)] }
        );
    }

    private Dictionary<string, Digest> PushedParents(ImageDefinition image) =>
        image
            .Parents.Select(parent => parent.Image)
            .Distinct()
            .ToDictionary(
                parent => parent,
                parent =>
                    run.ResultOf(parent).Digest
                    ?? run.Plan.Find(parent)?.Digest
                    ?? throw new BakehouseException(
                        $"{image.Name} is not pushed: {parent}, which it is built on, is not in the registry.",
                        $"Push it first: --target=Push-{image.TaskName} without --exclusive."
                    )
            );

    private async Task<Digest> PushAsync(
        ImageDefinition image,
        ImageInputs inputs,
        Reference repository,
        Fingerprint fingerprint,
        CancellationToken cancellationToken
    )
    {
        var name = repository.WithTag(fingerprint.Tag);
        if (await manifests.HeadAsync(name, cancellationToken) is { } theirs)
        {
            return theirs.Digest;
        }

        await seal.WriteAsync(image, inputs, name.ToString(), cancellationToken);
        await images.PushAsync(name.ToString(), options.PushOptions, cancellationToken);
        await images.RemoveAsync([name.ToString()], cancellationToken);
        var pushed = await manifests.HeadAsync(name, cancellationToken);
        return pushed?.Digest
            ?? throw new BakehouseException(
                $"{name} is not in the registry, although docker has pushed it.",
                "Look at docker's output in artifacts/logs, and at the registry's own log."
            );
    }

    private async Task WriteTagsAsync(
        Reference repository,
        Digest digest,
        string testedTag,
        IReadOnlyList<PlannedTag> tags,
        CancellationToken cancellationToken
    )
    {
        var manifest =
            await manifests.GetAsync(repository.WithDigest(digest), cancellationToken)
            ?? throw new BakehouseException(
                $"{repository.WithDigest(digest)} has gone from the registry.",
                "Run again: it will be built anew."
            );

        // The proof of the tests comes before the names that people pull.
        await manifests.PutAsync(repository.WithTag(testedTag), manifest, cancellationToken);
        foreach (var tag in tags)
        {
            await RejectMoveAsync(repository.WithTag(tag.Name), tag, digest, cancellationToken);
            await manifests.PutAsync(repository.WithTag(tag.Name), manifest, cancellationToken);
        }
    }

    private async Task RejectMoveAsync(
        Reference name,
        PlannedTag tag,
        Digest digest,
        CancellationToken cancellationToken
    )
    {
        if (!tag.MayMove && await manifests.HeadAsync(name, cancellationToken) is { } there && there.Digest != digest)
        {
            throw new BakehouseException(
                $"{name} is {there.Digest.Short} already and never moves; this run has {digest.Short}.",
                "Raise the version in the file VERSION."
            );
        }
    }
}
