using Bakehouse.Adapters.Docker;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Gives an image whose tests have passed its names in the engine. One that is pushed gets them in the registry instead:
/// engines of runners are not to fill up with what everybody can pull.
/// </summary>
public sealed class TagStep(IEngineImages images, RunState run) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (run.Plan.ActionOf(image) is not (ImageAction.Build or ImageAction.Test))
        {
            return;
        }

        var id = run.ResultOf(image.Name).RequirePassed(image, "tagged");
        if (run.Pushes(image.Name))
        {
            return;
        }

        var tags = run.Plan.Find(image.Name)!.Tags.Select(tag => tag.Name).ToList();
        var names = tags.Select(tag => run.Destination.NameOf(image.Repository, tag));
        await Task.WhenAll(names.Select(name => images.TagAsync(id, name, cancellationToken)));

        run.Update(image.Name, result => result with { Tags = tags });
    }
}
