using Bakehouse.Adapters.Docker;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Takes away the working tags of a run, and the other names that go with it, whatever came of it.</summary>
public sealed class WorkingTags(IEngineImages images, RunState run, RunIdentity identity)
{
    public async Task RemoveAsync()
    {
        var tags = new List<string>();
        foreach (var image in run.Plan.Images.Where(image => image.Action is ImageAction.Build or ImageAction.Test))
        {
            var tag = identity.WorkingTagOf(image.Name);

            // A step that was cancelled may have made the tag and not have come to say so.
            if (run.ResultOf(image.Name).IsInEngine || await images.FindAsync(tag, CancellationToken.None) is not null)
            {
                tags.Add(tag);
            }

            tags.AddRange(run.ResultOf(image.Name).PassingNames);
        }

        if (tags.Count > 0)
        {
            await images.RemoveAsync(tags, CancellationToken.None);
        }
    }
}
