using Bakehouse.Adapters.Ecr;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>The repositories that the images need, as ECR is to have them.</summary>
public sealed class RepositoryList(ImageCatalog catalog, CopyCatalog copies)
{
    /// <summary>One for each family of images and of copies, by name.</summary>
    public IReadOnlyList<RepositorySettings> All =>
        [
            .. catalog
                .Images.GroupBy(image => image.Repository)
                .Where(images => copies.Copies.All(copy => copy.Repository != images.Key))
                .Select(OfImages)
                .Concat(copies.Copies.GroupBy(copy => copy.Repository).Select(OfCopies))
                .OrderBy(repository => repository.Name, StringComparer.Ordinal),
        ];

    /// <summary>
    /// Those that a run writes to: of the images that it pushes, those that are not all right as they are, and of the copies
    /// those that it makes.
    /// </summary>
    public IReadOnlyList<RepositorySettings> WrittenBy(Plan plan, IReadOnlySet<string> pushed)
    {
        var written = catalog
            .Images.Where(image => pushed.Contains(image.Name) && plan.ActionOf(image) != ImageAction.Nothing)
            .Select(image => image.Repository)
            .Concat(
                copies
                    .Copies.Where(copy => plan.FindCopy(copy.Name)?.Action == CopyAction.Mirror)
                    .Select(copy => copy.Repository)
            )
            .ToHashSet();
        return [.. All.Where(repository => written.Contains(repository.Name))];
    }

    private static RepositorySettings OfCopies(IGrouping<string, CopyDefinition> copies) =>
        RepositorySettings.OfCopies(copies.Key, [.. copies.Select(copy => copy.Tag)], copies.Sum(copy => copy.Backups));

    // An image that has its upstream's tags keeps them as a copy does.
    private static RepositorySettings OfImages(IGrouping<string, ImageDefinition> images) =>
        images.First().TagScheme == TagScheme.Upstream
            ? RepositorySettings.OfCopies(images.Key, [.. images.Select(image => image.Variant!.Name)], backups: 0)
            : RepositorySettings.OfBuilt(images.Key);
}
