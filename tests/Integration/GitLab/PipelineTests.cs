using System.Text.Json;
using Bakehouse.IntegrationTests.Sandbox;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>
/// The whole pipeline of a change to base-build: two jobs at a time, each with an engine of its own that has nothing in it
/// when the job begins. Between them is only the registry.
/// </summary>
public sealed class PipelineTests
{
    private static readonly string[] Images =
    [
        "base-root",
        "base-build",
        "base-build-sbt",
        "base-runtime",
        "base-runtime-jre",
    ];

    private readonly SandboxFixture[] machines = [new(), new()];
    private readonly string kept = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private GitLabProject project = null!;
    private RunResult run = null!;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        project = await GitLabProject.CreateAsync();
        (await project.Tree.RunAsync("--target=Push-All")).Succeeded();
        project.Tree.Write("images/base-build/content", "changed\n");
        await project.CommitAndPushAsync("Another base-build");

        var sockets = new List<string>();
        foreach (var machine in machines)
        {
            machine.IgnoreHostEngine();
            sockets.Add((await machine.UpAsync()).Environment["DOCKER_HOST"].Replace("unix://", ""));
        }

        project.Tree.Variables["ENGINES"] = string.Join(' ', sockets);
        run = await project.RunAsync(await project.BranchAsync());
        project.Tree.Variables["ENGINES"] = null;

        // What later runs in the tree leave would take their place.
        Directory.Move(project.Tree.PathOf("artifacts"), kept);
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await project.DisposeAsync();
        Directory.Delete(kept, recursive: true);
        foreach (var machine in machines)
        {
            await machine.DisposeAsync();
        }
    }

    [Test]
    public void Pipeline_OfAChangedImage_SucceedsOnEmptyEngines()
    {
        run.Succeeded();
        foreach (var job in (string[])["base-build", "base-build-sbt"])
        {
            Assert.That(run.Output, Does.Contain($"> {job} has an engine of its own with 0 images"));
        }
    }

    [Test]
    public void Pipeline_OfAChangedImage_HasJobsForItAndWhatStandsOnIt() =>
        Assert.That(
            run.Output.Split('\n').Where(line => line.Contains("PASS")).Select(line => line.Split("PASS")[1].Trim()),
            Is.EquivalentTo(
                new[]
                {
                    "check",
                    "plan",
                    "[images] -> tags of unchanged images",
                    "[images] -> base-build",
                    "[images] -> base-build-sbt",
                    "images",
                    "report",
                }
            )
        );

    [Test]
    public async Task Pipeline_ComesToTheSameImagesAsOneLocalRun()
    {
        var local = $"{project.Tree.Prefix}-local";
        project.Tree.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = local;
        try
        {
            (await project.Tree.RunAsync("--target=Push-All")).Succeeded();
        }
        finally
        {
            project.Tree.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = project.Tree.Prefix;
        }

        var localRegistry = new RegistryContent(SandboxUnderTest.Registry, local);
        foreach (var image in Images)
        {
            // The labels name the repository of the parent, so that what is compared is what the images hold.
            Assert.That(
                await project.Tree.Registry.LayersAsync(image, "latest"),
                Is.EqualTo(await localRegistry.LayersAsync(image, "main")),
                image
            );
        }
    }

    [Test]
    public async Task Report_NamesEachImageByItsDigest()
    {
        using var images = JsonDocument.Parse(await File.ReadAllTextAsync(Artifact("images.json")));
        foreach (var image in Images)
        {
            var reference = images.RootElement.GetProperty(image).GetString();
            var digest = await project.Tree.Registry.DigestAsync(image, "latest");
            Assert.That(reference, Does.EndWith($"/{image}@{digest}"));
            Assert.That(
                await File.ReadAllLinesAsync(Artifact("images.env")),
                Has.Member($"{image.ToUpperInvariant().Replace('-', '_')}_IMAGE={reference}")
            );
        }
    }

    [Test]
    public async Task Report_TellsWhatBecameOfThePlan()
    {
        var page = await File.ReadAllTextAsync(Artifact("report.html"));

        Assert.That(page, Does.Contain("images/base-build/content changed"));
        Assert.That(File.Exists(Artifact("tests/base-build.xml")), Is.True);
    }

    [Test]
    public async Task PipelineOnceMore_HasNothingToDoAndIsGreen()
    {
        var again = (await project.RunAsync(await project.BranchAsync())).Succeeded();

        Assert.That(again.Output, Does.Contain("PASS  [images] -> nothing to do"));
        Assert.That(again.Output, Does.Not.Contain("-> base-build"));
    }

    private string Artifact(string path) => Path.Combine(kept, path);
}
