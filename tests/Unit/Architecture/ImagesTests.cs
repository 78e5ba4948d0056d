using System.Runtime.Versioning;
using Bakehouse.Images;
using Bakehouse.TestRules;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Architecture;

/// <summary>This repository's images: folders, classes and FROM lines.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ImagesTests : IDisposable
{
    private readonly ServiceProvider provider = Repository.Services().BuildServiceProvider();

    // Making it holds every folder against its class, and every class's parents against the FROM lines.
    private ImageCatalog Catalog => provider.GetRequiredService<ImageCatalog>();

    public void Dispose() => provider.Dispose();

    [Test]
    public void Folders_AreTheImagesAndTheTestsOfCopies() =>
        Assert.That(
            Catalog
                .Images.Select(image => image.Family)
                .Concat(provider.GetRequiredService<CopyCatalog>().Copies.Select(TestedFolder).OfType<string>())
                .Distinct(),
            Is.EquivalentTo(
                Directory.EnumerateDirectories(Path.Combine(Repository.Root, "images")).Select(Path.GetFileName)
            )
        );

    private static string? TestedFolder(CopyDefinition copy) => copy.TestFolder is null ? null : copy.Family;

    [Test]
    public void Classes_AreAllOfAnImage() =>
        Assert.That(
            Catalog.Images.Where(image => image.HasClass).Select(image => image.Family).Distinct().Count(),
            Is.EqualTo(Repository.ImageTypes.Count())
        );

    [Test]
    public void Images_AllHaveTestsOrInheritThem() =>
        Assert.That(
            Catalog.Images.Where(image => !Catalog.BasesOf(image).Append(image).Any(tested => tested.HasTests)),
            Is.Empty
        );

    [Test]
    public void Tests_AllRunAndHaveChecks() =>
        Assert.That(
            () =>
                provider
                    .GetRequiredService<TestCheck>()
                    .Check(Catalog.Images, provider.GetRequiredService<CopyCatalog>().Copies),
            Throws.Nothing
        );

    [Test]
    public void Scripts_ThatPrepareABuild_AreExecutable() =>
        Assert.That(
            Catalog
                .Images.Where(image => image.Preparation is not null)
                .Select(image => Path.Combine(image.Folder, image.Preparation!.Script))
                .Where(path => !File.Exists(path) || !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute)),
            Is.Empty
        );

    [Test]
    public void Substitutes_NameArgumentsOfTheirDockerfile() =>
        Assert.That(
            Catalog.Images.SelectMany(image =>
                image
                    .Substitutes.SelectMany(substitute => (substitute.Values?.Keys ?? []).Append(substitute.Argument))
                    .Except(image.BuildFile.Defaults.Keys)
            ),
            Is.Empty
        );
}
