using Bakehouse.Images;

namespace Bakehouse.TestRules;

/// <summary>
/// Sees to it, before anything runs, that what looks like a test is run: of the images that are to be tested, and of the
/// copies.
/// </summary>
public sealed class TestCheck(ImageCatalog catalog, string root)
{
    /// <param name="images">The images.</param>
    /// <param name="copies">The copies of upstream images.</param>
    /// <exception cref="BakehouseException">The first file that would not run, or would test nothing.</exception>
    public void Check(IEnumerable<ImageDefinition> images, IEnumerable<CopyDefinition> copies)
    {
        var tested = images
            .SelectMany(image => catalog.BasesOf(image).Append(image))
            .DistinctBy(image => image.Folder)
            .ToList();
        foreach (var image in tested)
        {
            var heirs = catalog.Images.Where(other => catalog.BasesOf(other).Contains(image));
            new TestFolderCheck(
                FilesOf(image),
                [.. catalog.BasesOf(image).Select(FilesOf)],
                [.. heirs.DistinctBy(heir => heir.Folder).Select(FilesOf)]
            ).Run();
        }

        foreach (var family in copies.Select(copy => copy.Family).Distinct())
        {
            var folder = Path.Combine(root, ImageCatalog.FolderName, family);
            if (Directory.Exists(folder) && tested.TrueForAll(image => image.Folder != folder))
            {
                new TestFolderCheck(new TestFiles(family, folder, root), [], []).Run();
            }
        }
    }

    private TestFiles FilesOf(ImageDefinition image) => new(image.Name, image.Folder, root);
}
