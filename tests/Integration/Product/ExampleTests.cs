using System.Text.RegularExpressions;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>
/// The example in CONTRIBUTING.md, of a family of images and of one more value on its axis, is all that it takes: a program
/// with that class builds, tests and pushes the images.
/// </summary>
public sealed partial class ExampleTests
{
    private ImageTree tree = null!;
    private string sources = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        sources = Directory.CreateTempSubdirectory("bakehouse-example-").FullName;
    }

    [TearDown]
    public async Task CleanAsync()
    {
        await tree.DisposeAsync();
        Directory.Delete(sources, recursive: true);
    }

    [Test]
    public async Task Example_OfAMatrix_IsBuiltTestedAndPushed()
    {
        var example = Blocks(await File.ReadAllTextAsync(Path.Combine(SandboxUnderTest.Clone, "CONTRIBUTING.md")));
        tree.Write("images/greeter/Dockerfile", example["dockerfile"]);
        tree.Write("images/greeter/goss.yaml", example["yaml"]);
        await tree.CommitAsync("A greeter");
        var program = await BuildAsync(example["csharp"]);

        using var run = Run.Start(tree.Folder, tree.Variables, ImageTree.Dotnet(), program, "--target=Push-Greeter");
        (await run.EndAsync()).Succeeded();

        Assert.That(
            (await tree.Registry.NamesAsync("greeter")).Where(name =>
                name.EndsWith("-latest", StringComparison.Ordinal)
            ),
            Is.EqualTo((string[])["de-latest", "fr-latest", "it-latest"])
        );
    }

    // This repository with one class more.
    private async Task<string> BuildAsync(string code)
    {
        foreach (
            var name in (string[])
                ["build", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"]
        )
        {
            await RunAsync("cp", "--archive", Path.Combine(SandboxUnderTest.Clone, name), sources);
        }

        await File.WriteAllTextAsync(Path.Combine(sources, "build", "Images", "Greeter.cs"), code);
        await RunAsync(
            ImageTree.Dotnet(),
            "build",
            "build",
            "-p:RunAnalyzers=false",
            "--output",
            Path.Combine(sources, "out")
        );
        return Path.Combine(sources, "out", "Bakehouse.dll");
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var run = Run.Start(sources, new Dictionary<string, string?>(), program, arguments);
        (await run.EndAsync()).Succeeded();
    }

    // The first block of each language behind the example's headline.
    private static Dictionary<string, string> Blocks(string page) =>
        Block()
            .Matches(page[page.IndexOf("## A matrix, by example", StringComparison.Ordinal)..])
            .GroupBy(match => match.Groups["language"].Value)
            .ToDictionary(group => group.Key, group => group.First().Groups["text"].Value);

    [GeneratedRegex(
        "^```(?<language>[a-z]+)\n(?<text>.*?)^```",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Block();
}
