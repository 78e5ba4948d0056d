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

        await builds.BuildAsync(image, cancellationToken);
        run.Update(image.Name, result => result with { IsInEngine = true });

        // The children wait for this step, and not for what only the report wants to know.
        run.Aside(MeasureAsync(image.Name, cancellationToken));
    }

    private async Task MeasureAsync(string image, CancellationToken cancellationToken)
    {
        await way.GiveAsync(cancellationToken);
        var layers = await images.LayersAsync(identity.WorkingTagOf(image), cancellationToken);
        run.Update(image, result => result with { Size = layers.Sum(layer => layer.Size), Layers = layers });
    }
}
