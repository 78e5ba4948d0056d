using Bakehouse.Adapters.Registry;
using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Lists the copies of upstream images, and what the registry has of each.</summary>
public sealed class CopyList(
    CopyCatalog catalog,
    IManifests manifests,
    CopyReader reader,
    TimeProvider time,
    Screen screen
)
{
    public async Task PrintAsync(Destination destination, CancellationToken cancellationToken)
    {
        if (catalog.Copies.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Copy", "Of", "Tags");
        if (destination.Registry is not null)
        {
            table.AddColumns("Digest", "Age");
        }

        foreach (var family in catalog.Copies.GroupBy(copy => copy.Repository))
        {
            var found = destination.Registry is null
                ? []
                : await Task.WhenAll(family.Select(copy => FindAsync(copy, destination, cancellationToken)));
            var cells = new List<string>
            {
                family.Key,
                family.First().Upstream.Name.Familiar,
                string.Join('\n', family.Select(copy => copy.Tag)),
            };
            if (destination.Registry is not null)
            {
                cells.Add(string.Join('\n', found.Select(copy => copy.Digest)));
                cells.Add(string.Join('\n', found.Select(copy => copy.Age)));
            }

            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        screen.Write(table);
    }

    private async Task<(string Digest, string Age)> FindAsync(
        CopyDefinition copy,
        Destination destination,
        CancellationToken cancellationToken
    )
    {
        var name = destination.RepositoryOf(copy.Repository).WithTag(copy.Tag);
        if (await manifests.HeadAsync(name, cancellationToken) is not { } found)
        {
            return ("none", "");
        }

        var record = await reader.RecordOfAsync(name, found.Digest, cancellationToken);
        return (found.Digest.Short, CopyAge.Of(record, time.GetUtcNow()).ToString());
    }
}
