using System.Security.Cryptography;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;
using Bakehouse.Dockerfiles;
using Bakehouse.Steps;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// Tests in one container: made, filled, started once, read, removed. Files are copied, not mounted, as the engine may
/// be on another machine.
/// </summary>
public sealed class ContainerTestRunner(
    IContainers containers,
    GossKit goss,
    TemporaryFiles files,
    RunIdentity run,
    Secrets secrets,
    IProcessOutput output
) : ITestRunner
{
    // Where nobody can have prepared anything: an image may have results of tests in it. At the top, as it may have no /tmp.
    private readonly string inContainer = $"/bakehouse-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public async Task<TestReport> RunAsync(TestSubject subject, CancellationToken cancellationToken)
    {
        var folder = files.NewFolder("tests");
        var container = run.ContainerFor(subject.Name);
        try
        {
            await FillAsync(folder, subject, cancellationToken);
            await RunInContainerAsync(subject, container, folder, cancellationToken);
            return await ReadAsync(subject, container, cancellationToken);
        }
        finally
        {
            await containers.RemoveAsync(container, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunInContainerAsync(
        TestSubject subject,
        string container,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var create = new NewContainer(
            container,
            subject.EngineImage,
            ["/bin/sh", $"{inContainer}/run-tests.sh", inContainer, .. subject.Suites.Select(suite => suite.ToString())]
        )
        {
            User = "0",
            Labels = run.Labels,
        };
        await containers.CreateAsync(create, cancellationToken);
        await containers.CopyInAsync($"{folder}/.", container, inContainer, cancellationToken);
        var exitCode = await containers.RunAsync(container, cancellationToken);
        if (exitCode != 0)
        {
            throw new BakehouseException(
                $"The tests of {subject.Name} could not be run in the image: exit code {exitCode}.",
                "The image needs /bin/sh; its log is in artifacts/logs."
            );
        }
    }

    private async Task<TestReport> ReadAsync(TestSubject subject, string container, CancellationToken cancellationToken)
    {
        var text = new ForeignText(secrets, $"{inContainer}/tests");
        var results = await containers.ReadFilesAsync(
            container,
            $"{inContainer}/results",
            ResultReader.LimitsFor(subject.Suites),
            cancellationToken
        );
        var reader = new SuiteReader(text, output, path => FindContentAsync(container, path, cancellationToken));
        return await ResultReader.ReadAsync(subject.Name, subject.Suites, results, reader, text);
    }

    private async Task<string?> FindContentAsync(string container, string path, CancellationToken cancellationToken)
    {
        var found = await containers.ReadFilesAsync(container, path, new ReadLimits(1, 1 << 14), cancellationToken);
        return found.Files is [{ IsRegular: true } file] && file.Path == Path.GetFileName(path) ? file.Text : null;
    }

    private async Task FillAsync(string folder, TestSubject subject, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "results"));
        foreach (var tests in subject.Tests)
        {
            foreach (var file in ContextFiles.ReadTests(tests.Path))
            {
                var target = Path.Combine(folder, "tests", tests.Image, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(tests.Path, file.Path), target);
            }
        }

        if (subject.BringsGoss)
        {
            await goss.WriteAsync(Path.Combine(folder, "goss"), cancellationToken);
        }

        var script = typeof(ContainerTestRunner).Assembly.GetManifestResourceStream("run-tests.sh")!;
        await using (script)
        {
            await using var file = File.Create(Path.Combine(folder, "run-tests.sh"));
            await script.CopyToAsync(file, cancellationToken);
        }
    }
}
