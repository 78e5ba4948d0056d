using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Cake.Core.Diagnostics;

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
    RunOptions options,
    BranchHead head,
    ICakeLog log
) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (run.Plan.Source.IsFork)
        {
            // Others trust what stands under a fingerprint as much as what stands under a tag.
            return;
        }

        if (run.Plan.Find(image.Name) is not { } planned)
        {
            // Left out: the plan says why.
            return;
        }

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
        var repository = run.Destination.RepositoryOf(image.Repository);
        var digest = planned.Digest ?? await PushAsync(image, inputs, repository, fingerprint, cancellationToken);
        var tested = fingerprint.TestedTag(inputs.Tests);
        var tags = await StillDueAsync(image, planned.Tags, cancellationToken);
        var manifest = await WriteTagsAsync(repository, digest, tested, tags, cancellationToken);
        run.Update(
            image.Name,
            result =>
                result with
                {
                    Digest = digest,
                    Tags = [.. tags.Select(tag => tag.Name)],
                    PackedSize = manifest.IsIndex ? null : manifest.ReadImage().PackedSize,
                }
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
                    ?? run.InputsOf(image.Name).DigestOf(parent)
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
        var there = (await manifests.HeadAsync(name, cancellationToken))?.Digest;
        if (there is not null && there != run.Plan.Find(image.Name)!.Replaces)
        {
            return there;
        }

        await seal.WriteAsync(image, inputs, name.ToString(), cancellationToken);
        try
        {
            await images.PushAsync(name.ToString(), options.PushOptions, cancellationToken);
        }
        finally
        {
            await images.RemoveAsync([name.ToString()], CancellationToken.None);
        }

        var pushed = await manifests.HeadAsync(name, cancellationToken);
        return pushed?.Digest
            ?? throw new BakehouseException(
                $"{name} is not in the registry, although docker has pushed it.",
                "Look at docker's output in artifacts/logs, and at the registry's own log."
            );
    }

    // The plan may be old by now: the tags of a branch are its newest commit's.
    private async Task<IReadOnlyList<PlannedTag>> StillDueAsync(
        ImageDefinition image,
        IReadOnlyList<PlannedTag> tags,
        CancellationToken cancellationToken
    )
    {
        var ofBranch = tags.Where(tag => tag.FollowsBranch(run.Plan.Source.Commit)).ToList();
        if (ofBranch.Count == 0 || await head.NewerAsync(cancellationToken) is not { } newer)
        {
            return tags;
        }

        var names = string.Join(", ", ofBranch.Select(tag => tag.Name));
        log.Warning("{0}: {1} stay where they are: the branch has moved on to {2}", image.Name, names, newer[..12]);
        return [.. tags.Except(ofBranch)];
    }

    private async Task<Manifest> WriteTagsAsync(
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
        var free = new List<PlannedTag>();
        foreach (var tag in tags)
        {
            if (tag.MayMove || await IsFreeAsync(repository, tag, digest, cancellationToken))
            {
                free.Add(tag);
            }
        }

        await Task.WhenAll(
            free.Select(tag => manifests.PutAsync(repository.WithTag(tag.Name), manifest, cancellationToken))
        );
        return manifest;
    }

    // A registry may refuse to write an immutable tag again, even with what it has.
    private async Task<bool> IsFreeAsync(
        Reference repository,
        PlannedTag tag,
        Digest digest,
        CancellationToken cancellationToken
    )
    {
        var there = await manifests.HeadAsync(repository.WithTag(tag.Name), cancellationToken);
        return !tag.IsTaken(repository.ToString(), there?.Digest, digest) && there is null;
    }
}
