using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Lists the images, and what the registry has of each, leaving out Bakehouse's own tags.</summary>
public sealed class ImageList(ImageCatalog catalog, IManifests manifests, ITags tags, Screen screen)
{
    public async Task PrintAsync(Destination destination, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Image", "Built on", "Description");
        if (destination.Registry is not null)
        {
            table.AddColumns("Digest", "Tags");
        }

        foreach (var family in catalog.Images.GroupBy(image => image.Family))
        {
            var image = family.First();
            var cells = new List<string>
            {
                string.Join('\n', family.Select(variant => variant.Variant?.Name).OfType<string>().Prepend(family.Key)),
                string.Join(
                    ", ",
                    family.SelectMany(variant => variant.Parents).Select(parent => parent.Family).Distinct()
                ),
                image.Description,
            };
            if (destination.Registry is not null)
            {
                cells.AddRange(await TagsAsync(destination.RepositoryOf(image.Repository), cancellationToken));
            }

            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        screen.Write(table);
    }

    private async Task<string[]> TagsAsync(Reference repository, CancellationToken cancellationToken)
    {
        var names = (await tags.ListAsync(repository, cancellationToken)).Where(tag => !ReservedNames.IsOwn(tag));
        var found = await Task.WhenAll(
            names.Select(async tag =>
                (tag, manifest: await manifests.HeadAsync(repository.WithTag(tag), cancellationToken))
            )
        );
        var digests = found
            .Where(pair => pair.manifest is not null)
            .GroupBy(pair => pair.manifest!.Digest)
            .Select(group => (group.Key.Short, string.Join(", ", group.Select(pair => PlannedTag.Shorten(pair.tag)))))
            .ToList();
        return
        [
            string.Join('\n', digests.Select(pair => pair.Short)),
            string.Join('\n', digests.Select(pair => pair.Item2)),
        ];
    }
}
