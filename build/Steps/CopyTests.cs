using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Images;
using Bakehouse.Oci;

namespace Bakehouse.Steps;

/// <summary>Runs the tests of a copy in it, by digest, before its name moves.</summary>
public sealed class CopyTests(IEngineImages images, ITestRunner tests, Artifacts artifacts)
{
    /// <returns>How many passed; null where the copy has no tests.</returns>
    /// <exception cref="TestsFailedException">Some did not pass.</exception>
    public async Task<int?> RunAsync(CopyDefinition copy, Reference copied, CancellationToken cancellationToken)
    {
        if (copy.TestFolder is not { } folder)
        {
            return null;
        }

        var name = copied.ToString();
        var label = $"{copy.Family}-{copy.Tag}";
        await images.PullAsync(name, cancellationToken);
        try
        {
            var subject = new TestSubject(label, name, [new TestFolder(copy.Family, folder, copy.Suites)])
            {
                BringsGoss = true,
            };
            var report = await tests.RunAsync(subject, cancellationToken);
            JUnitFile.Write(report, artifacts.TestReportOf(label));
            return report.HasPassed ? report.Passed : throw new TestsFailedException(report);
        }
        finally
        {
            await images.RemoveAsync([name], CancellationToken.None);
        }
    }
}
