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
    Secrets secrets
) : ITestRunner
{
    // At the top, which every image has; it may have no /tmp.
    private const string InContainer = "/bakehouse-tests";

    public async Task<TestReport> RunAsync(TestSubject subject, CancellationToken cancellationToken)
    {
        var folder = files.NewFolder("tests");
        try
        {
            await FillAsync(folder, subject, cancellationToken);
            var results = await RunInContainerAsync(subject, folder, cancellationToken);
            return Redacted(ResultReader.Read(subject.Name, results, [.. subject.Tests.Select(tests => tests.Image)]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> RunInContainerAsync(
        TestSubject subject,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var container = run.ContainerFor(subject.Name);
        var create = new NewContainer(
            container,
            subject.EngineImage,
            ["/bin/sh", $"{InContainer}/run-tests.sh", InContainer]
        )
        {
            User = "0",
            Labels = run.Labels,
        };
        try
        {
            await containers.CreateAsync(create, cancellationToken);
            await containers.CopyInAsync($"{folder}/.", container, InContainer, cancellationToken);
            var exitCode = await containers.RunAsync(container, cancellationToken);
            if (exitCode != 0)
            {
                throw new BakehouseException(
                    $"The tests of {subject.Name} could not be run in the image: exit code {exitCode}.",
                    "The image needs /bin/sh; its log is in artifacts/logs."
                );
            }

            var results = Path.Combine(folder, "results");
            await containers.CopyOutAsync(container, $"{InContainer}/results", folder, cancellationToken);
            return results;
        }
        finally
        {
            await containers.RemoveAsync(container, CancellationToken.None);
        }
    }

    private async Task FillAsync(string folder, TestSubject subject, CancellationToken cancellationToken)
    {
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

    private TestReport Redacted(TestReport report) =>
        report with
        {
            Cases =
            [
                .. report.Cases.Select(test =>
                    test.Failure is null ? test : test with { Failure = secrets.Redact(test.Failure) }
                ),
            ],
        };
}
