using Bakehouse.Configuration;
using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Builds images. Docker is started for the first of them when the run begins, and while one is built for those that stand on
/// it: it takes a while until it can build, and builds nothing before it gets its Dockerfile, which is when the turn of its
/// image has come.
/// </summary>
public sealed class EarlyBuilds(
    IEnumerable<IImageBuilder> builders,
    ContextLayout contexts,
    ImageCatalog catalog,
    RightOfWay way,
    RunState run,
    RunOptions options
) : IDisposable
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, EarlyBuild> waiting = [];
    private readonly CancellationTokenSource end = new();

    /// <summary>Prepares the images of which all parents are there when the run begins.</summary>
    public void PrepareFirst(CancellationToken cancellationToken)
    {
        foreach (var image in catalog.Images)
        {
            Prepare(image, cancellationToken);
        }
    }

    /// <summary>Builds an image whose parents are there.</summary>
    public async Task BuildAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        way.Take();
        EarlyBuild? early;
        lock (turn)
        {
            waiting.Remove(image.Name, out early);
            run.Update(image.Name, result => result with { IsUnderWay = true });
        }

        run.Aside(PrepareChildrenAsync(image, cancellationToken));
        if (early is { Work.IsCompleted: false })
        {
            early.Ready.SetResult();
            await early.Work;
        }
        else
        {
            await BuildAsync(image, Task.CompletedTask, cancellationToken);
        }

        if (ChildrenOf(image).Any(child => run.Plan.ActionOf(child) == ImageAction.Build))
        {
            // They are next.
            way.Take();
        }
    }

    /// <summary>Ends what waits for a turn that does not come.</summary>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        Task[] left;
        lock (turn)
        {
            left = [.. waiting.Values.Select(early => early.Work)];
        }

        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => end.Dispose();

    /// <summary>What waits for the turn of an image, or has ended before.</summary>
    internal Task WaitingFor(string image)
    {
        lock (turn)
        {
            return waiting[image].Work;
        }
    }

    private async Task PrepareChildrenAsync(ImageDefinition parent, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        await way.GiveAsync(either.Token);
        foreach (var child in ChildrenOf(parent))
        {
            Prepare(child, cancellationToken);
        }
    }

    private void Prepare(ImageDefinition image, CancellationToken cancellationToken)
    {
        lock (turn)
        {
            if (CanWait(image) && waiting.Count < options.Jobs && !end.IsCancellationRequested)
            {
                var ready = new TaskCompletionSource();
                waiting.TryAdd(image.Name, new EarlyBuild(ready, WaitAsync(image, ready.Task, cancellationToken)));
            }
        }
    }

    private IEnumerable<ImageDefinition> ChildrenOf(ImageDefinition image) =>
        catalog.Images.Where(other => other.Parents.Any(parent => parent.Image == image.Name));

    private bool CanWait(ImageDefinition image) =>
        image is { Packer: null, Preparation: null }
        && run.Plan.ActionOf(image) == ImageAction.Build
        && !run.ResultOf(image.Name).IsUnderWay
        && !waiting.ContainsKey(image.Name)
        && image.Parents.All(parent => IsThereInTime(catalog[parent.Image]));

    private bool IsThereInTime(ImageDefinition parent) =>
        run.Plan.ActionOf(parent) is not (ImageAction.Build or ImageAction.Test or ImageAction.Fail)
        || run.ResultOf(parent.Name) is { IsUnderWay: true } or { IsInEngine: true };

    // What docker says belongs to the task that will take this over.
    private async Task WaitAsync(ImageDefinition image, Task ready, CancellationToken cancellationToken)
    {
        await Task.Yield();
        TaskScope.Enter($"Build-{image.TaskName}", cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        await BuildAsync(image, ready, either.Token);
    }

    private async Task BuildAsync(ImageDefinition image, Task ready, CancellationToken cancellationToken)
    {
        using var context = await contexts.LayOutAsync(image, cancellationToken);
        var builder = builders.Single(builder => builder.Builds(image));
        await builder.BuildAsync(image, context.Build with { Ready = ready }, cancellationToken);
    }

    private sealed record EarlyBuild(TaskCompletionSource Ready, Task Work);
}
