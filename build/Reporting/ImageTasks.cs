using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Tasks;

namespace Bakehouse.Reporting;

/// <summary>
/// A target of one image: <c>Build-Base-Root</c> is <c>Build</c> of <c>base-root</c>; or of one copy of an upstream image:
/// <c>Cache-Redis-7</c> is <c>Cache</c> of <c>utility/redis:7</c>.
/// </summary>
/// <param name="Name">The target.</param>
/// <param name="Verb">One of <see cref="ImageTargets.Verbs"/>, or <see cref="CopyDefinition.Verb"/>.</param>
/// <param name="Image">The image's name, or the copy's.</param>
public sealed record ImageTask(string Name, string Verb, string Image)
{
    public bool IsOfCopy => Verb == CopyDefinition.Verb;

    /// <summary>Whether the target does anything in a run of the plan.</summary>
    public bool HasWork(Plan plan) =>
        IsOfCopy
            ? plan.FindCopy(Image)?.Action is CopyAction.Mirror or CopyAction.Fail
            : HasWork(plan.Find(Image)?.Action ?? ImageAction.Nothing);

    /// <summary>Whether the target does anything for an image about which that is to be done.</summary>
    public bool HasWork(ImageAction action) =>
        action switch
        {
            ImageAction.Build => true,
            ImageAction.Test => Verb is not "Build",
            ImageAction.Retag => Verb is "Push",
            ImageAction.Fail => Verb is "Build",
            _ => false,
        };
}

/// <summary>Tells which image, or which copy, a task is about.</summary>
public sealed class ImageTasks(ImageCatalog catalog, CopyCatalog copies)
{
    private readonly Dictionary<string, ImageTask> byName = catalog
        .Images.SelectMany(image =>
            ImageTargets.Verbs.Select(verb => new ImageTask(ImageTargets.Name(verb, image), verb, image.Name))
        )
        .Concat(copies.Copies.Select(copy => new ImageTask(copy.TaskName, CopyDefinition.Verb, copy.Name)))
        .ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);

    public ImageTask? Find(string task) => byName.GetValueOrDefault(task);

    /// <summary>The targets of an image, in the order in which it passes through them.</summary>
    public IEnumerable<ImageTask> Of(string image) =>
        ImageTargets.Verbs.Select(verb => byName[ImageTargets.Name(verb, catalog[image])]);

    /// <summary>What stands before a line that the task says: the image's name, or else the task's own.</summary>
    public string LabelOf(string task) => Find(task)?.Image ?? task;
}
