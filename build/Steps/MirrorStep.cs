using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.Mirroring;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Carries out what the plan says of one copy of an upstream image. A new copy is brought into the registry by digest and
/// tested there; then what it replaces gets a backup, and its tag moves last. Where the upstream does not give it, the last
/// good copy stays; where the registry of the copies fails, so does the step.
/// </summary>
public sealed class MirrorStep(
    CopyRequests requests,
    ImageCopier copier,
    IManifests manifests,
    CopyBackups backups,
    CopyTests tests,
    RunState run,
    ICopyView view
)
{
    public async Task RunAsync(CopyDefinition copy, CancellationToken cancellationToken)
    {
        // Without a registry there are no copies: what is built on one is built on the upstream itself.
        if (run.Plan.FindCopy(copy.Name) is not { } planned)
        {
            return;
        }

        switch (planned.Action)
        {
            case CopyAction.Mirror:
                await WithRemedyAsync(copy, MirrorAsync(copy, planned, cancellationToken));
                break;
            case CopyAction.Keep:
                Warn(copy, string.Join("; ", planned.Reasons));
                break;
            case CopyAction.Fail:
                throw Lost(copy, planned.Reasons);
        }
    }

    private async Task WithRemedyAsync(CopyDefinition copy, Task mirroring)
    {
        try
        {
            await mirroring;
        }
        catch (RegistryException exception)
        {
            throw new BakehouseException(
                $"{copy.Name} cannot be written: {exception.Message}",
                $"Look at {run.Destination.Registry}: its log, its disk, and what it lets this run write. The next run goes on.",
                exception
            );
        }
    }

    private async Task MirrorAsync(CopyDefinition copy, PlannedCopy planned, CancellationToken cancellationToken)
    {
        if (await FetchAsync(copy, planned, cancellationToken) is not { IsCopied: true } copied)
        {
            return;
        }

        var target = copied.Request.Target;
        var passed = await tests.RunAsync(copy, target.Name.WithDigest(copied.Digest!), cancellationToken);
        var source = run.Plan.Source;

        // What stands there now: another run may have moved the name since this one was planned.
        var hasNewBackup =
            (await manifests.HeadAsync(target, cancellationToken))?.Digest is { } old
            && old != copied.Digest
            && await backups.KeepAsync(target, old, run.Plan.Time, source, cancellationToken);

        // Before the name: a record of what does not stand there counts for nothing, and a copy without one has no age.
        var record = new CopyRecord(copied.Manifest.Descriptor, planned.Source!.Digest, run.Plan.Time)
        {
            Platforms = copy.Platforms,
        };
        var recorded = target.WithTag(CopyRecord.TagOf(copy.Tag));
        await manifests.WriteAsync(NameKind.Copy, source, recorded, record.ToManifest(), cancellationToken);
        NameRule.Require(NameKind.Copy, source, target.ToString());
        await copier.TagAsync(copied, cancellationToken);
        run.Update(copy, state => state with { Digest = copied.Digest, TestsPassed = passed });
        if (!hasNewBackup)
        {
            return;
        }

        foreach (var left in await backups.PruneAsync(target, copy.Backups, cancellationToken))
        {
            Warn(copy, $"{left} stays: the registry removes no tag without removing the image with all of its tags");
        }
    }

    private async Task<CopyResult?> FetchAsync(
        CopyDefinition copy,
        PlannedCopy planned,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var progress = new Progress(view, copy.Name);
            var copied = await copier.CopyAsync(requests.Of(copy), progress, cancellationToken);
            run.Update(copy, state => state with { BytesMoved = copied.BytesMoved, Pulls = copied.Pulls });
            if (!copied.IsCopied)
            {
                Stay(copy, planned, $"the pull limit of {copy.Upstream.Registry} leaves no room for it", null);
            }

            return copied;
        }
        catch (UpstreamException exception)
        {
            Stay(copy, planned, exception.Message.TrimEnd('.'), exception);
            return null;
        }
    }

    private void Stay(CopyDefinition copy, PlannedCopy planned, string problem, Exception? cause)
    {
        var age = new CopyAge(run.Plan.Time - planned.Copied);
        if (planned.Digest is null)
        {
            throw Lost(copy, [problem, "there is no copy to go on with"], cause);
        }

        if (age.Exceeds(copy.MaximumAge))
        {
            throw Lost(copy, [problem, $"the copy is {age}, which is too old"], cause);
        }

        Warn(copy, $"{problem}; the last good copy stays: it is {age}");
    }

    private void Warn(CopyDefinition copy, string warning) =>
        run.Update(copy, state => state with { Warnings = [.. state.Warnings, warning] });

    private static BakehouseException Lost(CopyDefinition copy, IEnumerable<string> reasons, Exception? cause = null) =>
        new(
            $"{copy.Name}: {string.Join("; ", reasons)}.",
            $"See that {copy.Upstream} can be had, or name another place for it: --upstream={copy.Upstream.Registry}=HOST.",
            cause
        );

    private sealed class Progress(ICopyView view, string copy) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => view.Moved(copy, value);
    }
}
