using System.Globalization;
using Bakehouse.Adapters.Processes;
using Bakehouse.Images;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// Judges what one file with tests left behind: where it did not report completely and in agreement with itself, it has
/// failed. Each failure is a few lines; all that was printed goes into the log.
/// </summary>
/// <param name="text">Makes texts fit to be shown.</param>
/// <param name="log">Gets what was printed.</param>
/// <param name="findContent">Tells how a file of the container begins; null where there is none.</param>
internal sealed class SuiteReader(ForeignText text, IProcessOutput log, Func<string, Task<string?>> findContent)
{
    public async Task<IReadOnlyList<TestCase>> ReadAsync(SuiteResult result)
    {
        log.Write($"{result.Suite}:");
        var (cases, problem, words) =
            result.Problem is not null ? ([], result.Problem, result.Output + result.Errors)
            : result.Suite.File == TestSuites.Goss ? await ReadGossAsync(result)
            : result.Suite.File.EndsWith(".bats", StringComparison.Ordinal) ? ReadBats(result)
            : ([], null, result.Output + result.Errors);
        Log(result, words);
        if (cases.Any(test => test.Failure is not null))
        {
            return [.. cases.Select(test => Shown(result, test))];
        }

        problem ??= result.ExitCode == 0 ? null : "";
        if (problem is null)
        {
            return cases.Count > 0 ? [.. cases.Select(test => Shown(result, test))] : [CaseOf(result, null)];
        }

        string[] reasons =
        [
            result is { Problem: null, ExitCode: not 0 } ? $"exit code {result.ExitCode}" : "",
            problem,
        ];
        string[] parts = [string.Join(": ", reasons.Where(part => part != "")), text.Last(result.Suite.Origin, words)];
        var failure = string.Join(Environment.NewLine, parts.Where(part => part != ""));
        return [.. cases.Select(test => Shown(result, test)), CaseOf(result, failure)];
    }

    private async Task<(IReadOnlyList<TestCase> Cases, string? Problem, string Words)> ReadGossAsync(SuiteResult result)
    {
        var checks = GossOutput.Read(result, out var problem);
        var words = GossOutput.Words(result);
        if (problem is not null && checks.Count == 0)
        {
            return ([], problem, $"{words}\n{result.Output}");
        }

        var cases = new List<TestCase>();
        foreach (var check in checks)
        {
            var found = check.IsFoundUntold ? await FoundAsync(result, checks, check) : "";
            var failure = check.Failure is null ? null : check.Failure + found;
            cases.Add(new TestCase(result.Suite.Origin, result.Suite.File, check.Name, check.Seconds, failure));
        }

        var told = cases.Select(test =>
            test.Failure is null ? $"ok {test.Name}" : $"FAILED {test.Name}: {test.Failure}"
        );
        return (cases, problem, string.Join('\n', told.Append(words)));
    }

    private async Task<string> FoundAsync(SuiteResult result, IReadOnlyList<GossCheck> checks, GossCheck check)
    {
        if (check.Type == "Command")
        {
            return Found(GossOutput.FindPrinted(result, checks, check.Property)) ?? "; the log has what it printed";
        }

        return Path.IsPathRooted(check.Id) ? Found(await findContent(check.Id)) ?? "" : "";
    }

    private static string? Found(string? found) =>
        found switch
        {
            null => null,
            "" => ", found nothing",
            _ => $", found:\n{found}",
        };

    private static (IReadOnlyList<TestCase> Cases, string? Problem, string Words) ReadBats(SuiteResult result)
    {
        var cases = BatsOutput.Read(result, out var problem);
        return (cases, problem, result.Output + result.Errors);
    }

    private void Log(SuiteResult result, string words)
    {
        foreach (var line in text.Lines(result.Suite.Origin, words))
        {
            log.Write(line);
        }

        var exit = string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode} in {result.Seconds} s");
        log.Write($"{result.Suite}: {result.Problem ?? exit}");
    }

    private TestCase Shown(SuiteResult result, TestCase test) =>
        test with
        {
            Name = text.Name(result.Suite.Origin, test.Name),
            Failure = test.Failure is null ? null : text.First(result.Suite.Origin, test.Failure),
        };

    private static TestCase CaseOf(SuiteResult result, string? failure) =>
        new(result.Suite.Origin, result.Suite.File, Path.GetFileName(result.Suite.File), result.Seconds, failure);
}
