using System.Text.RegularExpressions;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.Steps;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>
/// The examples in CONTRIBUTING.md, of a family of images and of an image that packer builds, are all that it takes: a
/// program with these classes builds, tests and pushes the images.
/// </summary>
public sealed partial class ExampleTests
{
    private readonly IReadOnlyDictionary<string, string> matrix = Blocks("## A matrix, by example");
    private readonly IReadOnlyDictionary<string, string> packer = Blocks("## An image that packer builds, by example");
    private ImageTree tree = null!;
    private string sources = null!;
    private string program = null!;

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        sources = Directory.CreateTempSubdirectory("bakehouse-example-").FullName;
        program = await BuildAsync(("Greeter.cs", matrix["csharp"]), ("Pantry.cs", packer["csharp"]));
    }

    [OneTimeTearDown]
    public void RemoveSources() => Directory.Delete(sources, recursive: true);

    [SetUp]
    public async Task CreateAsync() => tree = await ImageTree.CreateAsync();

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Example_OfAMatrix_IsBuiltTestedAndPushed()
    {
        tree.Write("images/greeter/Dockerfile", matrix["dockerfile"]);
        tree.Write("images/greeter/goss.yaml", matrix["yaml"]);
        await tree.CommitAsync("A greeter");

        await RunAsync("--target=Push-Greeter");

        Assert.That(
            (await tree.Registry.NamesAsync("greeter")).Where(name =>
                name.EndsWith("-latest", StringComparison.Ordinal)
            ),
            Is.EqualTo((string[])["de-latest", "fr-latest", "it-latest"])
        );
    }

    [Test]
    public async Task Example_OfPacker_IsBuiltAsItsClassSays()
    {
        tree.Variables["PATH"] = await SandboxUnderTest.PathWithPackerAsync();
        tree.Write("images/pantry/packer.pkr.hcl", packer["hcl"]);
        tree.Write("images/pantry/goss.yaml", packer["yaml"]);
        await tree.CommitAsync("A pantry");

        var run = await RunAsync("--target=Push-Pantry");

        Assert.That(run.Output, Does.Match(@"\[pantry\] tests: \d+ passed"));
        Assert.That(await tree.Registry.NamesAsync("pantry"), Does.Contain("latest"));
        var configuration = await tree.Registry.ConfigurationAsync("pantry", "latest");
        Assert.That(configuration, Does.Contain("/usr/local/bin/entrypoint"));
        Assert.That(
            configuration,
            Does.Not.Contain("\"Volumes\":{"),
            "what the build container has is not the image's"
        );
        Assert.That((await tree.Registry.LabelsAsync("pantry", "latest"))[RunIdentity.CloneLabel], Is.Empty);
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
    }

    private async Task<RunResult> RunAsync(string target)
    {
        using var run = Run.Start(tree.Folder, tree.Variables, ImageTree.Dotnet(), program, target);
        return (await run.EndAsync()).Succeeded();
    }

    // This repository with some classes more.
    private async Task<string> BuildAsync(params (string File, string Code)[] classes)
    {
        foreach (
            var name in (string[])
                ["build", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"]
        )
        {
            await StartAsync("cp", "--archive", Path.Combine(SandboxUnderTest.Clone, name), sources);
        }

        foreach (var (file, code) in classes)
        {
            await File.WriteAllTextAsync(Path.Combine(sources, "build", "Images", file), code);
        }

        await StartAsync(
            ImageTree.Dotnet(),
            "build",
            "build",
            "-p:RunAnalyzers=false",
            "--output",
            Path.Combine(sources, "out")
        );
        return Path.Combine(sources, "out", "Bakehouse.dll");
    }

    private async Task StartAsync(string started, params string[] arguments)
    {
        using var run = Run.Start(sources, new Dictionary<string, string?>(), started, arguments);
        (await run.EndAsync()).Succeeded();
    }

    // The first block of each language behind a headline.
    private static Dictionary<string, string> Blocks(string headline)
    {
        var page = File.ReadAllText(Path.Combine(SandboxUnderTest.Clone, "CONTRIBUTING.md"));
        return Block()
            .Matches(page[page.IndexOf(headline, StringComparison.Ordinal)..])
            .GroupBy(match => match.Groups["language"].Value)
            .ToDictionary(group => group.Key, group => group.First().Groups["text"].Value);
    }

    [GeneratedRegex(
        "^```(?<language>[a-z]+)\n(?<text>.*?)^```",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Block();
}
