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
/// for one that is there. Where somebody else has pushed the same fingerprint meanwhile, and proven it with the same tests, theirs
/// is taken.
/// </summary>
public sealed class PushStep(
    IEngineImages images,
    IManifests manifests,
    SealedImage seal,
    SecondBake secondBake,
    RightOfWay way,
    RegistryTags registryTags,
    ScanGate gate,
    TagTidying tidying,
    RunState run,
    RunOptions options,
    BranchHead head,
    ICakeLog log
) : IStep
{
    private const int MostAttempts = 5;

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
        var repository = run.Destination.RepositoryOf(image.Repository);
        var manifest =
            planned.Action == ImageAction.Retag
                ? await FindAsync(repository, planned.Digest!, cancellationToken)
                : await PushAsync(image, planned, repository, cancellationToken);
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
        PlannedImage planned,
        Reference repository,
        CancellationToken cancellationToken
    )
    {
        var parents = PushedParents(image);
        var inputs = run.InputsOf(image.Name).With(parents);
        var fingerprint = Fingerprint.Of(inputs.Build);
        var tested = repository.WithTag(fingerprint.TestedTag(inputs.Tests));
        if (planned.Digest is null && await TheirsAsync(planned, tested, cancellationToken) is { } theirs)
        {
            run.Update(image.Name, result => result with { IsAnother = true });
            return theirs;
        }

        var name = repository.WithTag(fingerprint.Tag);
        Manifest pushed;
        if (planned.Digest is { } digest)
        {
            pushed = await FindAsync(repository, digest, cancellationToken);
        }
        else
        {
            var id = secondBake.IsDue(image)
                ? await secondBake.BakeAsync(image, parents, cancellationToken)
                : run.ResultOf(image.Name).Id!;
            pushed = await PushAsync(image.Name, id, name, cancellationToken);
        }

        var manifest = await seal.WriteAsync(image, inputs, name, pushed, cancellationToken);

        // The proof of the tests comes before the names that people pull.
        await manifests.WriteAsync(NameKind.Fingerprint, run.Plan.Source, tested, manifest, cancellationToken);
        return manifest;
    }

    // What stands under the fingerprint alone may have passed other tests, or none yet: then ours goes there, which has passed
    // these. Two that are proven with the same tests never stand there at once: who comes second takes the first, and so do its
    // children.
    private async Task<Manifest?> TheirsAsync(
        PlannedImage planned,
        Reference tested,
        CancellationToken cancellationToken
    ) =>
        await manifests.GetAsync(tested, cancellationToken) is { } theirs && theirs.Digest != planned.Replaces
            ? theirs
            : null;

    private async Task<Manifest> PushAsync(string image, string id, Reference name, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var pushed = await PushOnceAsync(image, id, name, cancellationToken);
            if (IsOf(pushed, id))
            {
                return pushed;
            }

            // Where the name still is ours in the engine, another run has pushed the same fingerprint in the same moment.
            if (attempt == MostAttempts || (await images.FindAsync(name.ToString(), cancellationToken))?.Id != id)
            {
                // Others trust what stands under a fingerprint: nothing else is left there.
                await PushOnceAsync(image, id, name, cancellationToken);
                throw new BakehouseException(
                    $"{image} gets no tag: as {name}, {pushed.Digest} came into the registry, and not {id}, which was "
                        + "tested. Somebody has moved the name meanwhile.",
                    UnmovedNames.Remedy
                );
            }
        }
    }

    // An ID is the digest of the configuration; with containerd's store that of the manifest, or of the index around it.
    private static bool IsOf(Manifest pushed, string id) =>
        pushed.Digest.ToString() == id || (!pushed.IsIndex && pushed.ReadImage().Config.Digest.ToString() == id);

    private async Task<Manifest> PushOnceAsync(
        string image,
        string id,
        Reference reference,
        CancellationToken cancellationToken
    )
    {
        var name = reference.ToString();
        NameRule.Require(NameKind.Fingerprint, run.Plan.Source, name);
        await images.TagAsync(id, name, cancellationToken);
        run.Update(image, result => result with { PassingNames = [.. result.PassingNames.Union([name])] });
        await images.RequireAsync(name, id, cancellationToken);
        await images.PushAsync(name, options.PushOptions, cancellationToken);
        return await manifests.GetAsync(reference, cancellationToken)
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
