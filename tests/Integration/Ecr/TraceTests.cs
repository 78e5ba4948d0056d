using System.Text;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>Neither keys nor tokens are left anywhere, or shown while a run goes on.</summary>
internal sealed class TraceTests
{
    // How each token begins: the base64 of "AWS:".
    private static readonly string[] Secrets = [LocalAccount.Key.Secret, "QVdTO"];

    [TestCase(false)]
    [TestCase(true)]
    public async Task Run_InTheEnd_HasLeftNoSecret(bool fails)
    {
        await using var opened = await AccountTree.OpenAsync();
        if (fails)
        {
            await opened.Account.FailAsync(new Fault("ecr:PutImage", "AccessDeniedException"));
        }

        using var run = opened.Tree.Start("--target=Push-All", "--create-repositories");
        var shown = new StringBuilder();
        var ended = run.EndAsync();
        while (!ended.IsCompleted)
        {
            shown.Append(CommandLines());
            await Task.Delay(20);
        }

        var result = await ended;
        Assert.That(result.ExitCode == 0, Is.Not.EqualTo(fails), result.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Found(shown.ToString()), Is.Empty, "in the list of processes");
            Assert.That(Found(result.Output + result.Error), Is.Empty, "in the output");
            Assert.That(FilesWithSecrets(opened.Tree.Folder), Is.Empty, "in files of the repository and of home");
            Assert.That(FoldersOfRuns(), Is.Empty, "docker's configuration of the run");
        }
    }

    [Test]
    public async Task Run_ThatWasKilled_LeavesNothingBehindTheNext()
    {
        await using var opened = await AccountTree.OpenAsync();
        opened.Tree.Write($"images/{AccountTree.Image}/Dockerfile", "FROM scratch\nCOPY content /\nCOPY . /all/\n");
        using var run = opened.Tree.Start("--target=Push-All", "--create-repositories");
        await run.UntilAsync(() => Task.FromResult(FoldersOfRuns().Length > 0), "docker had its configuration");

        run.Signal("KILL");
        await run.EndAsync();
        (await opened.PushAsync()).Succeeded();

        Assert.That(FoldersOfRuns(), Is.Empty);
        Assert.That(FilesWithSecrets(opened.Tree.Folder), Is.Empty);
    }

    private static string[] Found(string text) =>
        [.. Secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal))];

    private static string[] FoldersOfRuns() => Directory.GetDirectories(Path.GetTempPath(), "bakehouse-docker-*");

    private static string[] FilesWithSecrets(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Found(File.ReadAllText(file)).Length > 0),
        ];

    private static string CommandLines()
    {
        var text = new StringBuilder();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1])))
        {
            try
            {
                text.Append(File.ReadAllText(Path.Combine(process, "cmdline"))).Append('\n');
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return text.ToString();
    }
}
