using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Refresh;

/// <summary>
/// A package of one image gets a newer version in its distribution's archive, and nothing of this repository changes.
/// </summary>
public sealed class RefreshTests
{
    private const string Old = "1.0-1";
    private const string New = "1.0-1+deb13u1";
    private static readonly string[] Refreshed = ["base-build", "base-build-sbt"];
    private static readonly string[] Untouched = ["base-root", "base-runtime", "base-runtime-jre"];
    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> before = null!;
    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> after = null!;
    private ImageTree tree = null!;
    private PackageArchive archive = null!;
    private RunResult without = null!;
    private RunResult refresh = null!;
    private RunResult again = null!;

    [OneTimeSetUp]
    public async Task RefreshAsync()
    {
        tree = await ImageTree.CreateAsync();
        archive = await PackageArchive.StartAsync(tree.Engine);
        await archive.PublishAsync("sourdough", Old);
        await archive.PublishAsync("rye", Old);
        var sources = "RUN rm -rf /etc/apt/sources.list.d && echo '" + archive.Source + "' >/etc/apt/sources.list\n";
        File.AppendAllText(tree.PathOf("images/base-root/Dockerfile"), sources);
        tree.WriteImage("base-build", "base-root", Installing("sourdough"));
        tree.WriteImage("base-runtime", "base-root", Installing("rye"));
        tree.Write("images/shell-less/Dockerfile", "FROM scratch\nCOPY content /\n");
        tree.Write("images/shell-less/content", "Nothing runs here.\n");
        SetPipeline(await tree.CommitAsync("Packages"));
        (await tree.RunAsync("--target=Push-All")).Succeeded();
        before = await AllDigestsAsync();
        await archive.PublishAsync("sourdough", New);
        without = (await tree.RunAsync("--target=Push-All")).Succeeded();
        refresh = (await tree.RunAsync("--target=Push-All", "--refresh")).Succeeded();
        after = await AllDigestsAsync();
        again = (await tree.RunAsync("--target=Push-All", "--refresh")).Succeeded();
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await tree.DisposeAsync();
        await archive.DisposeAsync();
    }

    [Test]
    public void Push_WithoutRefresh_DoesNothing() =>
        Assert.That(Refreshed.Concat(Untouched).Select(without.ActionOf), Is.All.EqualTo("nothing"));

    [Test]
    public void Refresh_BuildsTheImageWithThePackageAndItsDescendants()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Refreshed.Select(refresh.ActionOf), Is.All.EqualTo("build"));
            Assert.That(Untouched.Append("shell-less").Select(refresh.ActionOf), Is.All.EqualTo("nothing"));
            Assert.That(refresh.ReasonOf("base-build"), Is.EqualTo($"sourdough {Old} → {New} is waiting"));
            Assert.That(refresh.ReasonOf("base-build-sbt"), Is.EqualTo("parent base-build will be built"));
        });
    }

    [Test]
    public void Refresh_OfTheImageWithThePackage_StandsUnderTheSameNamesOnANewDigest()
    {
        var now = after["base-build"];

        Assert.That(now.Keys, Is.EquivalentTo(before["base-build"].Keys));
        Assert.That(now.Values.Distinct().Count(), Is.EqualTo(1));
        Assert.That(now["latest"], Is.Not.EqualTo(before["base-build"]["latest"]));
    }

    [Test]
    public async Task Refresh_OfADescendant_StandsOnTheNewParent()
    {
        var parent = await tree.Registry.DigestAsync("base-build", "latest");

        var labels = await tree.Registry.LabelsAsync("base-build-sbt", "latest");

        Assert.That(labels["org.opencontainers.image.base.digest"], Is.EqualTo(parent));
    }

    [TestCaseSource(nameof(Untouched))]
    public void Refresh_OfAnImageWithoutThePackage_LeavesEveryNameWhereItWas(string image) =>
        Assert.That(after[image], Is.EquivalentTo(before[image]));

    [TestCaseSource(nameof(Refreshed))]
    public async Task Container_OfARefreshedImage_HasTheNewPackage(string image)
    {
        var name = await tree.Registry.PinnedNameAsync(image, "latest");

        var answer = await tree.Engine.DockerAsync([
            "run",
            "--rm",
            "--entrypoint=dpkg-query",
            name,
            "--show",
            "--showformat=${Version}",
            "sourdough",
        ]);

        Assert.That(answer.Succeeded().Output.Trim(), Is.EqualTo(New));
    }

    [Test]
    public void Refresh_ASecondTime_DoesNothing() =>
        Assert.That(Refreshed.Concat(Untouched).Select(again.ActionOf), Is.All.EqualTo("nothing"));

    [Test]
    public async Task Refresh_LeavesNoContainerAndNoWorkingTag()
    {
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
    }

    [Test]
    public async Task Refresh_ArchiveCannotBeReached_FailsAndNamesTheImage()
    {
        archive.IsUp = false;
        try
        {
            var run = await tree.RunAsync("--target=Plan", "--refresh");

            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.All, Does.Contain("The packages of base-root cannot be looked up"));
        }
        finally
        {
            archive.IsUp = true;
        }
    }

    [Test]
    public async Task Force_MakesTheNamedImageAnewAndLeavesItsParentAlone()
    {
        var old = await DigestsAsync("base-runtime-jre");

        var run = (await tree.RunAsync("--target=Push-Base-Runtime-Jre", "--force")).Succeeded();

        Assert.That(run.ActionOf("base-runtime"), Is.EqualTo("nothing"));
        Assert.That(run.ReasonOf("base-runtime-jre"), Is.EqualTo("forced"));
        var now = await DigestsAsync("base-runtime-jre");
        Assert.That(now.Keys, Is.EquivalentTo(old.Keys));
        Assert.That(now.Values, Has.None.EqualTo(old["latest"]));
    }

    private static string Installing(string package) =>
        $"RUN apt-get update -qq && apt-get install -qq {package} && rm -rf /var/lib/apt/lists/*\n";

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> AllDigestsAsync()
    {
        var digests = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var image in Refreshed.Concat(Untouched))
        {
            digests[image] = await DigestsAsync(image);
        }

        return digests;
    }

    private async Task<IReadOnlyDictionary<string, string>> DigestsAsync(string image)
    {
        var tags = await tree.Registry.TagsAsync(image);
        var digests = await Task.WhenAll(tags.Select(tag => tree.Registry.DigestAsync(image, tag)));
        return tags.Zip(digests).ToDictionary(pair => pair.First, pair => pair.Second!);
    }

    private void SetPipeline(string sha)
    {
        tree.Variables["GITLAB_CI"] = "true";
        tree.Variables["CI_COMMIT_SHA"] = sha;
        tree.Variables["CI_DEFAULT_BRANCH"] = "main";
        tree.Variables["CI_COMMIT_BRANCH"] = "main";
        tree.Variables["CI_COMMIT_REF_SLUG"] = "main";
    }
}
