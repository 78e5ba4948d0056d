using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Copies;

/// <summary>Tests of copies that have neither goss nor a C library.</summary>
public sealed class BroughtGossTests
{
    private ImageTree tree = null!;
    private string upstream = null!;

    /// <summary>Makes an image of a shell that is linked statically, and of nothing else.</summary>
    [OneTimeSetUp]
    public async Task PublishAsync()
    {
        tree = await ImageTree.EmptyAsync();
        upstream = $"{SandboxUnderTest.Registry}/{tree.Prefix}/hub";
        tree.Variables["BAKEHOUSE_UPSTREAM"] = $"docker.io={upstream}";
        tree.Write(
            "static/Dockerfile",
            $"""
            FROM {await RealImages.RootAsync()} AS tools
            RUN apt-get update && apt-get install --yes --no-install-recommends busybox-static
            FROM scratch
            COPY --from=tools /bin/busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "/bin"]
            """
        );
        string[] proxy = SandboxUnderTest.PackageProxyForBuilds is { } host ? [$"--build-arg=http_proxy={host}"] : [];
        var name = $"{upstream}/library/memcached:1";
        (await tree.Engine.DockerAsync(["build", $"--tag={name}", .. proxy, tree.PathOf("static")])).Succeeded();
        (await tree.Engine.DockerAsync("push", name)).Succeeded();
        tree.Write("VERSION", "1.4.0\n");
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [TestCase("BusyBox", true)]
    [TestCase("GNU", false)]
    public async Task Copy_WithoutGossAndCLibrary_IsTestedInItsOwnFiles(string expected, bool passes)
    {
        tree.Write(
            "images/memcached/goss.yaml",
            $$"""
            file:
              /lib: { exists: false }
            command:
              "ls --help 2>&1": { exit-status: 0, stdout: ["{{expected}}"] }
            """
        );
        await tree.CommitAsync(expected);

        var run = await tree.RunAsync(
            "--target=Cache-Memcached",
            $"--repository-prefix={tree.Prefix}/{expected.ToLowerInvariant()}"
        );

        Assert.That(run.ExitCode == 0, Is.EqualTo(passes), run.All);
        Assert.That(
            run.All,
            Does.Match(passes ? @"copied .*tests: 3 passed" : "1 of 3 tests of memcached-1 failed; it gets no tag")
        );
    }
}
