using Bakehouse.IntegrationTests.Registry;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What is wrong is said once, with what mends it, and nothing has run.</summary>
public sealed class BadInputTests
{
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync() => tree = await ImageTree.CreateAsync();

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Target_Mistyped_GetsTheNearestNames() =>
        AssertError(await tree.RunAsync("--target=Base-Biuld"), "Base-Biuld", "Base-Build");

    [Test]
    public async Task Option_Unknown_GetsTheNearestOne() =>
        AssertError(
            await tree.RunAsync("--target=Plan", "--registri=x"),
            "There is no option --registri",
            "--registry"
        );

    [Test]
    public async Task Option_WithABadValue_GetsTheValuesThatItTakes() =>
        AssertError(await tree.RunAsync("--target=Plan", "--jobs=many"), "--jobs cannot be 'many'", "whole number");

    [Test]
    public async Task Folder_WithoutDockerfile_IsNamed()
    {
        tree.Write("images/crumbs/notes.txt", "No image.\n");

        AssertError(
            await tree.RunAsync("--target=Plan"),
            "images/crumbs has no Dockerfile",
            "Add images/crumbs/Dockerfile"
        );
    }

    [Test]
    public async Task Parents_InACircle_AreNamed()
    {
        tree.WriteImage("egg", "hen");
        tree.WriteImage("hen", "egg");

        AssertError(await tree.RunAsync("--target=Plan"), "egg", "hen");
    }

    [Test]
    public async Task Class_ThatDisagreesWithFrom_IsNamedWithBothParents()
    {
        tree.WriteImage("base-build", "base-runtime");

        AssertError(
            await tree.RunAsync("--target=Plan"),
            "The class BaseBuild and images/base-build/Dockerfile disagree",
            "base-root",
            "base-runtime",
            "[IsDependentOn]"
        );
    }

    [Test]
    public async Task Version_ThatIsNoTag_IsNamed()
    {
        tree.Write("VERSION", "one point four\n");

        AssertError(await tree.RunAsync("--target=Push-Base-Root"), "VERSION", "one point four");
    }

    [Test]
    public async Task Engine_ThatDoesNotAnswer_GetsThreeWaysOut()
    {
        tree.Variables["DOCKER_HOST"] = $"unix://{tree.PathOf("no-engine.sock")}";

        AssertError(
            await tree.RunAsync("--target=Push-Base-Root"),
            "No Docker engine answers",
            "Start one",
            "DOCKER_HOST",
            "--sandbox"
        );
    }

    [Test]
    public async Task Registry_NotNamed_GetsTheWaysToNameIt()
    {
        tree.Variables["BAKEHOUSE_REGISTRY"] = null;

        AssertError(await tree.RunAsync("--target=Push-Base-Root"), "registry", "--registry", "--sandbox");
    }

    [Test]
    public async Task Registry_ThatDoesNotAnswer_IsNamed() =>
        AssertError(
            await tree.RunAsync("--target=Push-Base-Root", "--registry=127.0.0.1:1"),
            "The registry 127.0.0.1:1 can't be reached"
        );

    [Test]
    public async Task Registry_ThatRefusesTheCredentials_IsNamedWithTheLogin()
    {
        await using var registry = await RegistryProcess.StartAsync("baker:$2y$05$nobody\n");

        AssertError(
            await tree.RunAsync("--target=Push-Base-Root", $"--registry={registry.Host}"),
            registry.Host,
            $"docker login {registry.Host}"
        );
    }

    [Test]
    public async Task Error_WithDiagnosticVerbosity_ShowsWhereItWasFound()
    {
        var run = await tree.RunAsync("--target=Plan", "--jobs=many", "--verbosity=diagnostic");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.HasStackTrace, Is.True, run.All);
    }

    private static void AssertError(RunResult run, params string[] words)
    {
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            foreach (var word in words)
            {
                Assert.That(run.Error, Does.Contain(word));
            }

            Assert.That(run.Error.Split("Error:"), Has.Length.EqualTo(2), "exactly one error");
            Assert.That(run.HasStackTrace, Is.False, run.All);
            Assert.That(run.Output, Does.Not.Contain("building"));
        });
    }
}
