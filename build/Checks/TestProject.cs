using Bakehouse.Adapters.Processes;
using Bakehouse.Steps;
using Cake.Core.Diagnostics;

namespace Bakehouse.Checks;

/// <summary>Runs the tests of a project that was built before.</summary>
public sealed class TestProject(DotnetCommand dotnet, Artifacts artifacts, ICakeLog log)
{
    /// <param name="folder">The project's folder, <c>tests/Unit</c>. The results go to <c>artifacts/check/Unit.trx</c>, and <c>.xml</c>.</param>
    /// <param name="environment">Variables for the tests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FailedTestsException">Tests failed.</exception>
    /// <exception cref="CommandFailedException">Not all tests ran.</exception>
    public async Task RunAsync(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken
    )
    {
        var file = Path.Combine(artifacts.Checks, $"{Path.GetFileName(folder)}.trx");
        Directory.CreateDirectory(artifacts.Checks);
        File.Delete(file);
        string[] arguments =
        [
            "test",
            folder,
            "--no-build",
            "--nologo",
            "--results-directory",
            artifacts.Checks,
            "--logger",
            $"trx;LogFileName={Path.GetFileName(file)}",
        ];
        var answer = await dotnet.TryAsync(arguments, environment, cancellationToken);
        var results = new TestResults(0, 0, []);
        if (File.Exists(file))
        {
            results = TestResults.Read(file);
            JUnitResults.Write(file);
        }

        if (results.Failed.Count > 0)
        {
            throw new FailedTestsException(results);
        }

        if (answer.ExitCode != 0 || results.Passed == 0)
        {
            throw new CommandFailedException(new Command("dotnet", arguments), answer);
        }

        log.Information("{0}: {1} tests passed, {2} skipped", folder, results.Passed, results.Skipped);
    }
}

/// <summary>Tests failed. The message names each, and what it said.</summary>
public sealed class FailedTestsException(TestResults results) : Exception(Describe(results))
{
    public TestResults Results { get; } = results;

    private static string Describe(TestResults results) =>
        string.Join(
            Environment.NewLine,
            [
                $"{results.Failed.Count} tests failed, {results.Passed} passed.",
                .. results.Failed.Select(test =>
                    $"  {test.Name}{Environment.NewLine}    "
                    + test.Message.ReplaceLineEndings($"{Environment.NewLine}    ")
                ),
            ]
        );
}
