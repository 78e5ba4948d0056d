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
    private ExtendedProgram program = null!;

    [OneTimeSetUp]
    public async Task BuildAsync() =>
        program = await ExtendedProgram.BuildAsync(("Greeter.cs", matrix["csharp"]), ("Pantry.cs", packer["csharp"]));

    [OneTimeTearDown]
    public void RemoveProgram() => program?.Dispose();

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

        (await program.RunAsync(tree, "--target=Push-Greeter")).Succeeded();

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

        var run = (await program.RunAsync(tree, "--target=Push-Pantry")).Succeeded();

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
