using Bakehouse.Dockerfiles;
using Bakehouse.Oci;

namespace Bakehouse.Images;

/// <summary>An image of this repository as build files name it.</summary>
/// <param name="Image">Its name, by which a build file may name it too.</param>
/// <param name="Repository">Its repository.</param>
/// <param name="Tag">The tag that a manifest gives it; null for images of folders.</param>
internal sealed record KnownImage(string Image, string Repository, Reference? Tag = null)
{
    public bool IsNamed(string name) =>
        Tag is null
            ? name == Image
            : Reference.TryParse(name, out var reference, out _) && reference.WithDefaultTag() == Tag;

    public Parent AsParent(ImageReference reference) =>
        new(Image, reference.SoleArgument) { Family = reference.Name, Repository = Repository };
}
