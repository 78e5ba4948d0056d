using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>A run that is killed at any moment: the next one ends with the names of one that was not killed.</summary>
public sealed class KilledRunTests
{
    private const int RandomMoments = 4;

    private const string PackerFile = """
        variable "base_init" {
          type    = string
          default = "base-init"
        }
        source "docker" "jobs" {
          image  = var.base_init
          commit = true
        }
        build {
          sources = ["source.docker.jobs"]
        }
        """;

    private static readonly string[] Images = ["base-root", "base-build"];
    private ImageTree tree = null!;

    /// <summary>Files of a run that say, when they come to be, how far it is.</summary>
    private static readonly string[] Moments =
    [
        "logs/Build-Base-Root.log",
        "logs/Build-Base-Build.log",
        "tests/base-root.xml",
        "logs/Push-Base-Root.log",
        "tests/base-build.xml",
        "logs/Push-Base-Build.log",
    ];

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteTest("base-build", "base-build");
        tree.WriteImage("base-init", "base-root");
        tree.Write("images/base-init-jobs/packer.pkr.hcl", PackerFile);
        await tree.CommitAsync("A test");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Push_AfterARunThatWasKilledAtAStep_EndsAsOneThatWasNot([ValueSource(nameof(Moments))] string file)
    {
        using (var run = tree.Start("--target=Push-Base-Build"))
        {
            await run.UntilAsync(() => Task.FromResult(File.Exists(tree.PathOf($"artifacts/{file}"))), file);
            await KillAsync(run);
        }

        await AssertMendedAsync();
    }

    [Test]
    public async Task Push_AfterARunThatWasKilledAtSomeMoment_EndsAsOneThatWasNot(
        [Range(0, RandomMoments - 1)] int moment
    )
    {
        // The seed makes the moments the same in each run of the tests, as far as a machine does what it did before.
        var random = new Random(20261121);
        var moments = Enumerable.Range(0, RandomMoments).Select(_ => random.Next(300, 8_000)).ToList();
        using (var run = tree.Start("--target=Push-Base-Build"))
        {
            await Task.Delay(moments[moment]);
            await KillAsync(run);
        }

        await AssertMendedAsync();
    }

    private async Task KillAsync(Run run)
    {
        run.Signal("KILL");
        await run.EndAsync();

        // Nobody ends the docker that it had started. A push of it that is still going on would give a name behind the
        // back of the next run, or of what is asserted of that one.
        Assert.That(
            () => CommandLines.Now().Where(line => line.Contains("docker") && line.Contains(tree.Prefix)),
            Is.Empty.After(120_000, 100)
        );
    }

    private async Task AssertMendedAsync()
    {
        (await tree.RunAsync("--target=Push-Base-Build")).Succeeded();

        foreach (var image in Images)
        {
            var labels = await tree.Registry.LabelsAsync(image, "main");
            var tags = await tree.Registry.TagsAsync(image);
            var digests = new HashSet<string?>();
            foreach (var tag in tags)
            {
                digests.Add(await tree.Registry.DigestAsync(image, tag));
            }

            Assert.Multiple(() =>
            {
                Assert.That(tags, Does.Contain("main").And.Contain("latest"));
                Assert.That(tags.Count(tag => tag.StartsWith("fp-", StringComparison.Ordinal)), Is.EqualTo(2));
                Assert.That(digests, Has.Count.EqualTo(1), "one image under all names");
                Assert.That(labels["org.opencontainers.image.title"], Is.EqualTo(image));
                Assert.That(labels["bakehouse.inputs"], Is.Not.Empty);
            });
        }

        var build = await tree.Registry.LabelsAsync("base-build", "main");
        Assert.That(
            build["org.opencontainers.image.base.digest"],
            Is.EqualTo(await tree.Registry.DigestAsync("base-root", "main"))
        );

        // The minute of a version outside CI may be another one by now.
        var again = (await tree.RunAsync("--target=Push-Base-Build")).Succeeded();
        Assert.That(Images.Select(again.ActionOf), Is.All.EqualTo("nothing").Or.EqualTo("retag"));
    }
}
