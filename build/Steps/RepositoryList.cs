using Bakehouse.Adapters.Ecr;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>The repositories that the images need, as ECR is to have them.</summary>
public sealed class RepositoryList(ImageCatalog catalog)
{
    /// <summary>One for each family, by name.</summary>
    public IReadOnlyList<RepositorySettings> All =>
        [
            .. catalog
                .Images.Select(image => image.Repository)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(RepositorySettings.OfBuilt),
        ];

    /// <summary>Those that a run writes to: of the images that it pushes, those that are not all right as they are.</summary>
    public IReadOnlyList<RepositorySettings> WrittenBy(Plan plan, IReadOnlySet<string> pushed)
    {
        var written = catalog
            .Images.Where(image => pushed.Contains(image.Name) && plan.ActionOf(image) != ImageAction.Nothing)
            .Select(image => image.Repository)
            .ToHashSet();
        return [.. All.Where(repository => written.Contains(repository.Name))];
    }
}
