using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Gives an image another name.</summary>
    [CakeMethodAlias]
    public static void DockerTag(this ICakeContext context, string imageReference, string registryReference)
    {
        ThrowIfNullOrEmpty(imageReference, nameof(imageReference));
        ThrowIfNullOrEmpty(registryReference, nameof(registryReference));
        Run<DockerImageTagSettings>(context, "tag", null, imageReference, registryReference);
    }

    /// <summary>Pushes an image to the registry that its name says.</summary>
    [CakeMethodAlias]
    public static void DockerPush(this ICakeContext context, string imageReference) =>
        DockerPush(context, null, imageReference);

    /// <summary>Pushes an image to the registry that its name says.</summary>
    [CakeMethodAlias]
    public static void DockerPush(this ICakeContext context, DockerImagePushSettings settings, string imageReference)
    {
        ThrowIfNullOrEmpty(imageReference, nameof(imageReference));
        Run(context, "push", settings, imageReference);
    }

    /// <summary>Pulls an image from the registry that its name says.</summary>
    [CakeMethodAlias]
    public static void DockerPull(this ICakeContext context, string imageReference) =>
        DockerPull(context, null, imageReference);

    /// <summary>Pulls an image from the registry that its name says.</summary>
    [CakeMethodAlias]
    public static void DockerPull(this ICakeContext context, DockerImagePullSettings settings, string imageReference)
    {
        ThrowIfNullOrEmpty(imageReference, nameof(imageReference));
        Run(context, "pull", settings, imageReference);
    }

    /// <summary>Removes names, and the images that have no other.</summary>
    [CakeMethodAlias]
    public static void DockerRmi(this ICakeContext context, params string[] images) =>
        DockerRemove(context, null, images);

    /// <summary>Removes names, and the images that have no other.</summary>
    [CakeMethodAlias]
    public static void DockerRemove(
        this ICakeContext context,
        DockerImageRemoveSettings settings,
        params string[] images
    )
    {
        ThrowIfNullOrEmpty(images, nameof(images));
        Run(context, "rmi", settings, images);
    }

    /// <summary>Writes images to a tar archive.</summary>
    [CakeMethodAlias]
    public static void DockerSave(this ICakeContext context, DockerImageSaveSettings settings, params string[] images)
    {
        ThrowIfNullOrEmpty(images, nameof(images));
        Run(context, "save", settings, images);
    }

    /// <summary>Reads images from a tar archive.</summary>
    [CakeMethodAlias]
    public static void DockerLoad(this ICakeContext context, DockerImageLoadSettings settings) =>
        Run(context, "load", settings);

    /// <summary>Lists images.</summary>
    /// <returns>The lines that docker wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerImageLs(this ICakeContext context, DockerImageLsSettings settings) =>
        RunWithResult(context, "image ls", settings);
}
