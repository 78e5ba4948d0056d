using Bakehouse.Images;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Images;

/// <summary>A repository's images in a folder that lives as long as a test.</summary>
internal sealed class ImageTree : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ImageStage> stages = [];
    private readonly List<CachedImage> cached = [];

    public ImageTree() => Directory.CreateDirectory(folder["images"]);

    public string Root => folder.Path;

    /// <summary>An image on others, each handed over through an argument; the last one is what it stands on.</summary>
    public ImageTree With(string name, params string[] parents)
    {
        var arguments = parents.Select(parent => $"ARG {ArgumentOf(parent)}={parent}\n");
        var stagesOf = parents.Select(parent => $"FROM ${{{ArgumentOf(parent)}}}\n").DefaultIfEmpty("FROM scratch\n");
        return WithDockerfile(name, string.Concat([.. arguments, .. stagesOf]));
    }

    public ImageTree WithDockerfile(string name, string text) => WithFile(name, "Dockerfile", text);

    public ImageTree WithFile(string name, string path, string content, UnixFileMode? mode = null)
    {
        folder.With($"images/{name}/{path}", content, mode);
        return this;
    }

    public ImageTree WithTest(string name, string goss = "file: { /: { exists: true } }") =>
        WithFile(name, "goss.yaml", goss);

    public ImageTree WithEmptyFolder(string name)
    {
        Directory.CreateDirectory(folder[$"images/{name}"]);
        return this;
    }

    public ImageTree WithClass(params ImageStage[] classes)
    {
        stages.AddRange(classes);
        return this;
    }

    public ImageTree WithCopies(params CachedImage[] classes)
    {
        cached.AddRange(classes);
        return this;
    }

    public ImageCatalog Load() => ImageCatalog.Load(Root, stages, cached);

    public CopyCatalog LoadCopies() => CopyCatalog.Load(Root, cached, Load());

    /// <summary>What is wrong with the images, and what mends it.</summary>
    public BakehouseException Fail() => Assert.Throws<BakehouseException>(() => Load())!;

    public void Dispose() => folder.Dispose();

    private static string ArgumentOf(string parent) => parent.ToUpperInvariant().Replace('-', '_');
}
