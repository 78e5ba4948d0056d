using Bakehouse.Adapters.Docker;

namespace Bakehouse.Steps;

/// <summary>Takes away the working tags of a run, whatever came of it.</summary>
public sealed class WorkingTags(IEngineImages images, RunState run, RunIdentity identity)
{
    public async Task RemoveAsync()
    {
        var tags = run
            .Plan.Images.Where(image => run.ResultOf(image.Name).EngineId is not null)
            .Select(image => identity.WorkingTagOf(image.Name))
            .ToList();
        if (tags.Count > 0)
        {
            await images.RemoveAsync(tags, CancellationToken.None);
        }
    }
}
