using System.Reflection;
using Bakehouse.Images;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bakehouse.UnitTests.Images;

/// <summary>The classes that replace a manifest give the same images.</summary>
internal sealed class ManifestClassesTests : IDisposable
{
    private readonly ImageTree before = new();
    private readonly ImageTree after = new();

    public void Dispose()
    {
        before.Dispose();
        after.Dispose();
    }

    [Test]
    public void Classes_WithTheFilesWhereTheySay_HaveTheImagesOfTheManifest()
    {
        var old = WithManifest().Load();
        var moved = WithMovedFiles().WithClass(Compile(Write(old))).Load();

        Assert.Multiple(() =>
        {
            Assert.That(Described(moved), Is.EqualTo(Described(old)));
            Assert.That(moved.Images.Select(image => image.HasClass), Is.All.True);
        });
    }

    [Test]
    public void Comments_SayWhichFilesGoWhereAndWhatChangesInThem()
    {
        var text = Write(WithManifest().Load());

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("// These classes replace images/old/.docker/IMAGES.json:"));
            Assert.That(text, Does.Contain("// images/old/.docker/packer.json goes to images/base/packer.json; "));
            Assert.That(text, Does.Contain("// In it {{user `version`}} takes the place of __VERSION__"));
            Assert.That(
                text,
                Does.Contain("// images/old/.docker/docker/Dockerfile.app goes to images/app/Dockerfile; ")
            );
            Assert.That(text, Does.Contain("of images/old/, to images/app/."));
            Assert.That(
                text,
                Does.Contain("// ARG BASE=base before the first FROM, and ${BASE} in place of mycorp/base:1.0.")
            );
            Assert.That(text, Does.Contain("// --squash is an option"));
        });
    }

    [Test]
    public void Folders_OfImagesWhoseNameIsTaken_SayMore()
    {
        before.With("app").With("mycorp-app");

        var text = Write(WithManifest().Load());

        Assert.That(text, Does.Contain("goes to images/mycorp-app-2.0/Dockerfile;"));
        Assert.That(() => Compile(text), Throws.Nothing);
    }

    [Test]
    public void Class_WhoseImageHasTheNameOfAType_HasAnother()
    {
        before
            .WithFile(
                "old",
                "docker/IMAGES.json",
                """{"images": [{"builder_type": "docker", "file": "D", "tag": "mycorp/variant:1"}]}"""
            )
            .WithFile("old", "docker/docker/D", "FROM scratch\n");

        Assert.That(Compile(Write(before.Load())).Single().GetType().Name, Is.EqualTo("MycorpVariant"));
    }

    private string Write(ImageCatalog catalog) => new ManifestClasses(catalog, before.Root).Write()["old"];

    private static IEnumerable<string> Described(ImageCatalog catalog) =>
        catalog
            .Images.Select(image =>
                $"{image.Repository}:{image.Variant} {image.TagScheme} packer={image.Packer is not null} "
                + $"on {string.Join(' ', image.Parents.Select(parent => catalog[parent.Image]).Select(parent => $"{parent.Repository}:{parent.Variant}"))} "
                + $"size={image.BuildArguments.GetValueOrDefault("size")} A={image.BuildArguments.GetValueOrDefault("A")} "
                + string.Join(
                    ' ',
                    image
                        .BuildFile.ImageReferences(image.BuildArguments)
                        .Select(reference => reference.Name)
                        .Except(["base", "mycorp/base:1.0"])
                )
            )
            .Order();

    private ImageTree WithManifest() =>
        before
            .With("root")
            .WithFile(
                "old",
                ".docker/IMAGES.json",
                """
                {"images": [
                  {"name": "base", "version": "1.0", "tag": "mycorp/base:1.0", "extra_args": "-var 'size=x \"l'"},
                  {"name": "base", "version": "1.1", "tag": "mycorp/base:1.1"},
                  {"builder_type": "docker", "file": "Dockerfile.app", "version": "app", "tag": "mycorp/app:2.0",
                   "extra_args": "--build-arg=A=1 --squash"},
                  {"builder_type": "docker", "file": "Dockerfile.root", "version": "r", "tag": "on-root"}
                ]}
                """
            )
            .WithFile("old", ".docker/packer.json", Packer("debian:__VERSION__"))
            .WithFile("old", ".docker/docker/Dockerfile.app", "ARG A\nFROM alpine AS tools\nFROM mycorp/base:1.0\n")
            .WithFile("old", ".docker/docker/Dockerfile.root", "ARG ROOT=root\nFROM ${ROOT}\n");

    private ImageTree WithMovedFiles() =>
        after
            .With("root")
            .WithFile("base", "packer.json", Packer("debian:{{user `version`}}"))
            .WithDockerfile("app", "ARG A\nARG BASE=base\nFROM alpine AS tools\nFROM ${BASE}\n")
            .WithDockerfile("on-root", "ARG ROOT=root\nFROM ${ROOT}\n");

    private static string Packer(string image) =>
        $$$"""{"variables": {"version": "", "size": ""}, "builders": [{"type": "docker", "image": "{{{image}}}"}]}""";

    // As part of this assembly, which sees what classes in the program's own do.
    private static ImageStage[] Compile(string text)
    {
        const string usings = "global using System; global using System.Collections.Generic;";
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            typeof(ManifestClassesTests).Assembly.GetName().Name,
            [CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(text)],
            libraries.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        using var library = new MemoryStream();
        var emitted = compilation.Emit(library);
        Assert.That(emitted.Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning), Is.Empty, text);
        return
        [
            .. Assembly
                .Load(library.ToArray())
                .GetTypes()
                .Where(type => type.IsSubclassOf(typeof(ImageStage)))
                .Select(type => (ImageStage)Activator.CreateInstance(type)!),
        ];
    }
}
