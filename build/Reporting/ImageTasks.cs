using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Tasks;

namespace Bakehouse.Reporting;

/// <summary>A target of one image: <c>Build-Base-Root</c> is <c>Build</c> of <c>base-root</c>.</summary>
/// <param name="Name">The target.</param>
/// <param name="Verb">One of <see cref="ImageTargets.Verbs"/>.</param>
/// <param name="Image">The image's name.</param>
public sealed record ImageTask(string Name, string Verb, string Image)
{
    /// <summary>Whether the target does anything for an image about which that is to be done.</summary>
    public bool HasWork(ImageAction action) =>
        action switch
        {
            ImageAction.Build => true,
            ImageAction.Test => Verb is not "Build",
            ImageAction.Retag => Verb is "Push",
            _ => false,
        };
}

/// <summary>Tells which image a task is about.</summary>
public sealed class ImageTasks(ImageCatalog catalog)
{
    private readonly Dictionary<string, ImageTask> byName = catalog
        .Images.SelectMany(image =>
            ImageTargets.Verbs.Select(verb => new ImageTask(ImageTargets.Name(verb, image), verb, image.Name))
        )
        .ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);

    public ImageTask? Find(string task) => byName.GetValueOrDefault(task);

    /// <summary>The targets of an image, in the order in which it passes through them.</summary>
    public IEnumerable<ImageTask> Of(string image) =>
        ImageTargets.Verbs.Select(verb => byName[ImageTargets.Name(verb, catalog[image])]);

    /// <summary>What stands before a line that the task says: the image's name, or else the task's own.</summary>
    public string LabelOf(string task) => Find(task)?.Image ?? task;
}
