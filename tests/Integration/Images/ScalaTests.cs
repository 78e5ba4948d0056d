using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Images;

/// <summary>A company's own service: compiled in base-build-sbt, run from base-runtime-jre.</summary>
public sealed class ScalaTests
{
    private static readonly string Example = Path.Combine(SandboxUnderTest.Clone, "tests/Integration/EndToEnd/scala");

    private readonly string name = $"end-to-end-{Guid.NewGuid():n}";

    [TearDown]
    public async Task RemoveAsync() => await DockerAsync("image", "rm", "--force", name);

    [Test]
    public async Task Program_CompiledInOneImage_RunsFromTheOther()
    {
        var build = await DockerAsync(
            "build",
            $"--build-arg=BASE_BUILD_SBT={await RealImages.NameAsync("base-build-sbt")}",
            $"--build-arg=BASE_RUNTIME_JRE={await RealImages.NameAsync("base-runtime-jre")}",
            $"--tag={name}",
            "."
        );
        Assert.That(build.ExitCode, Is.Zero, build.All);

        var service = await DockerAsync("run", "--rm", "--read-only", name);
        var tests = await DockerAsync("run", "--rm", "--read-only", "--tmpfs=/tmp", name, "self-test");

        Assert.That(service.Succeeded().Output, Does.Contain("The squares are 1, 4, 9, 16"));
        Assert.That(tests.ExitCode, Is.Zero, tests.All);
    }

    private static Task<RunResult> DockerAsync(params IEnumerable<string> arguments) =>
        Docker.RunAsync(Example, arguments);
}
