using Bakehouse.Adapters.Docker;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Builds an image under its working tag, on the parents that this run made or that the registry has.</summary>
public sealed class BuildStep(
    IEngineImages images,
    EarlyBuilds builds,
    RightOfWay way,
    RunState run,
    RunIdentity identity
) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        UnaskedImages.Reject(run.Plan.Images.Where(planned => planned.Name == image.Name));
        if (run.Plan.ActionOf(image) != ImageAction.Build)
        {
            return;
        }

        var id = await builds.BuildAsync(image, cancellationToken);
        await RequireParentsAsync(image, id, cancellationToken);
        run.Update(image.Name, result => result with { IsInEngine = true, Id = id });

        // The children wait for this step, and not for what only the report wants to know.
        run.Aside(MeasureAsync(image.Name, id, cancellationToken));
    }

    // A Dockerfile names its parents, and a name can be moved while it is built.
    private async Task RequireParentsAsync(ImageDefinition image, string id, CancellationToken cancellationToken)
    {
        foreach (var parent in image.Parents.Select(parent => parent.Image).Distinct())
        {
            if (run.ResultOf(parent).Id is not { } parentId)
            {
                continue;
            }

            await images.RequireAsync(identity.WorkingTagOf(parent), parentId, cancellationToken);
            if (parent == image.Base && image.Packer is null)
            {
                await RequireLayersAsync(image.Name, id, parent, parentId, cancellationToken);
            }
        }
    }

    private async Task RequireLayersAsync(
        string image,
        string id,
        string parent,
        string parentId,
        CancellationToken cancellationToken
    )
    {
        var own = await images.FindAsync(id, cancellationToken);
        var below = await images.FindAsync(parentId, cancellationToken);
        if (own is null || below is null || !below.DiffIds.AreBelow(own.DiffIds))
        {
            throw new BakehouseException(
                $"{image} was not built on {parent} ({parentId}): its layers are those of another image.",
                UnmovedNames.Remedy
            );
        }
    }

    private async Task MeasureAsync(string image, string id, CancellationToken cancellationToken)
    {
        await way.GiveAsync(cancellationToken);
        var layers = await images.LayersAsync(id, cancellationToken);
        run.Update(image, result => result with { Size = layers.Sum(layer => layer.Size), Layers = layers });
    }
}
