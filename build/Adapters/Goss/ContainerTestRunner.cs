using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Bakehouse.Dockerfiles;
using Bakehouse.Images;
using Bakehouse.Steps;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// Tests in one container: made, filled, started once, read, removed. Files are copied, not mounted, as the engine may
/// be on another machine.
/// </summary>
public sealed class ContainerTestRunner(IContainers containers, RunIdentity run, Secrets secrets) : ITestRunner
{
    private const string InContainer = "/tmp/bakehouse";

    public async Task<TestReport> RunAsync(
        ImageDefinition image,
        IReadOnlyList<ImageDefinition> ancestors,
        string engineImage,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ImageDefinition> tested = [.. ancestors.Append(image).Where(other => other.HasTests)];
        var folder = Directory.CreateTempSubdirectory("bakehouse-tests-").FullName;
        try
        {
            await FillAsync(folder, tested, cancellationToken);
            var results = await RunInContainerAsync(image, engineImage, folder, cancellationToken);
            return Redacted(ResultReader.Read(image.Name, results, [.. tested.Select(other => other.Name)]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> RunInContainerAsync(
        ImageDefinition image,
        string engineImage,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var container = run.ContainerFor(image.Name);
        var create = new NewContainer(container, engineImage, ["/bin/sh", $"{InContainer}/run-tests.sh", InContainer])
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
                    $"The tests of {image.Name} could not be run in the image: exit code {exitCode}.",
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

    private async Task FillAsync(
        string folder,
        IReadOnlyList<ImageDefinition> tested,
        CancellationToken cancellationToken
    )
    {
        foreach (var image in tested)
        {
            foreach (var file in ContextFiles.ReadTests(image.Folder))
            {
                var target = Path.Combine(folder, "tests", image.Name, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(image.Folder, file.Path), target);
            }
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
