using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Runs an image's tests, those of the images that it stands on among them. Without their success it gets no name.</summary>
public sealed class TestStep(
    IEngineImages images,
    ITestRunner tests,
    ImageCatalog catalog,
    RunState run,
    RunIdentity identity,
    Artifacts artifacts
) : IStep
{
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (run.Plan.ActionOf(image) is not (ImageAction.Build or ImageAction.Test))
        {
            return;
        }

        await FetchAsync(image, cancellationToken);
        await TestAsync(image, run.ResultOf(image.Name).Id!, cancellationToken);
    }

    /// <summary>Runs the tests in an image of the engine.</summary>
    /// <param name="image">What it is.</param>
    /// <param name="id">Its ID: a name may be moved meanwhile.</param>
    /// <param name="cancellationToken">Ends the tests.</param>
    public async Task TestAsync(ImageDefinition image, string id, CancellationToken cancellationToken)
    {
        var bases = catalog.BasesOf(image);
        var report = bases.Append(image).Any(other => other.HasTests)
            ? await tests.RunAsync(SubjectOf(image, bases, id), cancellationToken)
            : TestReport.WithoutTests(image.Name);
        JUnitFile.Write(report, artifacts.TestReportOf(image.Name));
        run.Update(image.Name, result => result with { Tests = report });
        if (!report.HasPassed)
        {
            throw new TestsFailedException(report);
        }
    }

    private TestSubject SubjectOf(ImageDefinition image, IReadOnlyList<ImageDefinition> bases, string id) =>
        TestSubject.Of(image, bases, id) with
        {
            BringsGoss = run.InputsOf(image.Name).BringsGoss,
        };

    private async Task FetchAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (run.ResultOf(image.Name).IsInEngine)
        {
            return;
        }

        var digest =
            run.Plan.Find(image.Name)?.Digest
            ?? throw new BakehouseException(
                $"There is no {image.Name} to test: this run has not built it and the registry does not have it.",
                $"Build it too: --target={image.TaskName} without --exclusive."
            );
        var name = run.Destination.RepositoryOf(image.Repository).WithDigest(digest).ToString();
        var before = await images.FindAsync(name, cancellationToken);
        await images.PullAsync(name, cancellationToken);
        var pulled =
            await images.FindAsync(name, cancellationToken)
            ?? throw new BakehouseException(
                $"{name} has gone from the engine, although docker has pulled it.",
                UnmovedNames.Remedy
            );
        await images.TagAsync(pulled.Id, identity.WorkingTagOf(image.Name), cancellationToken);
        run.Update(
            image.Name,
            result =>
                result with
                {
                    IsInEngine = true,
                    Id = pulled.Id,
                    Size = pulled.Size,
                    PassingNames = before is null ? [name] : [],
                }
        );
    }
}
