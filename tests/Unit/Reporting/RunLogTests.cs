using Bakehouse.Engine;
using Cake.Core.Diagnostics;

namespace Bakehouse.UnitTests.Reporting;

public sealed class RunLogTests
{
    [Test]
    public async Task Message_OfATask_HasItsImageBeforeEachLine()
    {
        using var run = new MadeUpRun();

        await InTask("Build-Build", () => run.Log.Information("one\n{0}", "two"));

        Assert.That(run.Output.ReplaceLineEndings("\n"), Is.EqualTo("[build] one\n[build] two\n"));
    }

    [Test]
    public void Error_GoesToStandardError()
    {
        using var run = new MadeUpRun();

        run.Log.Error("Error: {0}", "no flour\n  buy some");

        Assert.That(run.Errors.ReplaceLineEndings("\n"), Is.EqualTo("Error: no flour\n  buy some\n"));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public void Message_OfMoreDetailThanAskedFor_IsNotWritten()
    {
        using var run = new MadeUpRun();

        run.Log.Verbose("detail");

        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task Messages_OfTasksSideBySide_DoNotMix()
    {
        using var run = new MadeUpRun();
        var wide = new string('x', 500);

        await Task.WhenAll(
            ((string[])["Build-Build", "Build-Root"]).Select(task =>
                Task.Run(() =>
                    InTask(task, () => Enumerable.Range(0, 200).ToList().ForEach(_ => run.Log.Information(wide)))
                )
            )
        );

        var lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.All.AnyOf($"[build] {wide}", $"[root] {wide}"));
    }

    private static async Task InTask(string task, Action body)
    {
        TaskScope.Enter(task, CancellationToken.None);
        body();
        await Task.CompletedTask;
    }
}
