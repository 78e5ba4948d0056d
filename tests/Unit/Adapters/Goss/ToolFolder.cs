using System.Diagnostics;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>
/// What a container has while its tests run: the script, tests, and on PATH the tools that a test gives it and those of
/// the system. The script runs under the machine's own <c>sh</c>.
/// </summary>
internal sealed class ToolFolder : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TemporaryFolder folder = new();
    private string path;

    public ToolFolder() => path = $"{folder["bin"]}:/usr/bin:/bin";

    private readonly List<TestSuite> suites = [];

    /// <summary>A tool that prints something, writes something else as an error, and exits with a code.</summary>
    public ToolFolder WithTool(string name, string prints, string errors = "", int exitCode = 0)
    {
        folder.With($"{name}.out", prints).With($"{name}.err", errors);
        return WithToolScript(
            name,
            $"cat '{folder[$"{name}.out"]}'; cat '{folder[$"{name}.err"]}' >&2; exit {exitCode}"
        );
    }

    public ToolFolder WithToolScript(string name, string script)
    {
        folder.With($"bin/{name}", $"#!/bin/sh\n{script}\n", Executable);
        return this;
    }

    /// <summary>An image with neither goss nor bats, even where this machine has them: only a shell and a clock.</summary>
    public ToolFolder WithoutTools()
    {
        path = folder["bin"];
        foreach (var tool in (string[])["sh", "date"])
        {
            folder.WithLink($"bin/{tool}", File.Exists($"/bin/{tool}") ? $"/bin/{tool}" : $"/usr/bin/{tool}");
        }

        return this;
    }

    /// <summary>A file with an image's tests: <c>goss.yaml</c>, <c>tests/a.sh</c>.</summary>
    public ToolFolder WithTest(string image, string path, string content = "")
    {
        suites.Add(new TestSuite(image, path));
        return WithFile(image, path, content);
    }

    /// <summary>A file that they use.</summary>
    public ToolFolder WithFile(string image, string path, string content)
    {
        folder.With($"run/tests/{image}/{path}", content);
        return this;
    }

    public ToolFolder WithBroughtGoss(string script)
    {
        folder.With("run/goss/goss", $"#!/bin/sh\n{script}\n", Executable);
        return this;
    }

    public ToolFolder Without(string tool)
    {
        File.Delete(folder[$"bin/{tool}"]);
        return this;
    }

    /// <summary>Runs the script, and reads what came of it.</summary>
    public async Task<TestReport> ReportAsync()
    {
        Directory.CreateDirectory(folder["run/results"]);
        using (var script = typeof(BakehouseException).Assembly.GetManifestResourceStream("run-tests.sh")!)
        using (var file = File.Create(folder["run-tests.sh"]))
        {
            await script.CopyToAsync(file);
        }

        var arguments = suites.Select(suite => suite.ToString());
        var start = new ProcessStartInfo("/bin/sh", [folder["run-tests.sh"], folder["run"], .. arguments]);
        start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
        var left = Directory
            .EnumerateFiles(folder["run/results"])
            .Select(file => new ContainerFile($"results/{Path.GetFileName(file)}", File.ReadAllBytes(file)));
        return await new ReadResults().ReadAsync(suites, [.. left]);
    }

    public void Dispose() => folder.Dispose();
}
