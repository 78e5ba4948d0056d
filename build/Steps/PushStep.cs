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
    RightOfWay way,
    RegistryTags registryTags,
    ScanGate gate,
    TagTidying tidying,
    RunState run,
    RunIdentity identity,
    RunOptions options,
    BranchHead head,
    ICakeLog log
) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (NameRule.Objection(NameKind.Fingerprint, run.Plan.Source) is not null)
        {
            // Others trust what stands under a fingerprint as much as what stands under a tag.
            return;
        }

        if (run.Plan.Find(image.Name) is not { } planned)
        {
            // Left out: the plan says why.
            return;
        }

        UnaskedImages.Reject([planned]);
        if (planned.Action == ImageAction.Nothing)
        {
            run.Update(image.Name, result => result with { Digest = planned.Digest });
            return;
        }

        if (planned.Action is ImageAction.Build or ImageAction.Test)
        {
            run.ResultOf(image.Name).RequirePassed(image, "pushed");
        }

        await way.GiveAsync(cancellationToken);
        var inputs = run.InputsOf(image.Name).With(PushedParents(image));
        var repository = run.Destination.RepositoryOf(image.Repository);
        var manifest =
            planned.Action == ImageAction.Retag
                ? await FindAsync(repository, planned.Digest!, cancellationToken)
                : await PushAsync(image, inputs, repository, cancellationToken);
        var name = repository.WithDigest(manifest.Digest);
        await gate.PassAsync(image, name, cancellationToken);
        var tags = await StillDueAsync(image, planned.Tags, cancellationToken);
        await registryTags.WriteAsync(image.Name, repository, manifest, tags, cancellationToken);
        if (planned.Action == ImageAction.Retag)
        {
            await tidying.TidyAsync(name, cancellationToken);
        }

        run.Update(
            image.Name,
            result =>
                result with
                {
                    Digest = manifest.Digest,
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

    /// <summary>Brings a tested image into the registry, with its labels and with the proof of its tests.</summary>
    private async Task<Manifest> PushAsync(
        ImageDefinition image,
        ImageInputs inputs,
        Reference repository,
        CancellationToken cancellationToken
    )
    {
        var fingerprint = Fingerprint.Of(inputs.Build);
        var name = repository.WithTag(fingerprint.Tag);
        var pushed = run.Plan.Find(image.Name)!.Digest is { } digest
            ? await FindAsync(repository, digest, cancellationToken)
            : await PushAsync(image.Name, name, cancellationToken);
        var manifest = await seal.WriteAsync(image, inputs, name, pushed, cancellationToken);

        // The proof of the tests comes before the names that people pull.
        var tested = repository.WithTag(fingerprint.TestedTag(inputs.Tests));
        await manifests.WriteAsync(NameKind.Fingerprint, run.Plan.Source, tested, manifest, cancellationToken);
        return manifest;
    }

    private async Task<Manifest> PushAsync(string image, Reference name, CancellationToken cancellationToken)
    {
        var there = await manifests.GetAsync(name, cancellationToken);
        if (there is not null && there.Digest != run.Plan.Find(image)!.Replaces)
        {
            return there;
        }

        NameRule.Require(NameKind.Fingerprint, run.Plan.Source, name.ToString());
        await images.TagAsync(identity.WorkingTagOf(image), name.ToString(), cancellationToken);
        run.Update(image, result => result with { PassingNames = [.. result.PassingNames, name.ToString()] });
        await images.PushAsync(name.ToString(), options.PushOptions, cancellationToken);
        return await manifests.GetAsync(name, cancellationToken)
            ?? throw new BakehouseException(
                $"{name} is not in the registry, although docker has pushed it.",
                "Look at docker's output in artifacts/logs, and at the registry's own log."
            );
    }

    private async Task<Manifest> FindAsync(Reference repository, Digest digest, CancellationToken cancellationToken) =>
        await manifests.GetAsync(repository.WithDigest(digest), cancellationToken)
        ?? throw new BakehouseException(
            $"{repository.WithDigest(digest)} has gone from the registry.",
            "Run again: it will be built anew."
        );

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
}
