using System.Diagnostics;
using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.Oci;
using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.Copies;

/// <summary>
/// The copies of the sandbox's upstream and the PostgreSQL that is built on them: made, refreshed, moved and put back. The
/// tests follow one another.
/// </summary>
public sealed class SandboxCopiesTests
{
    private const string Copy = "upstream/docker.io/library/postgres";
    private const string Moved = "17";
    private const string Other = "15";
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(5);
    private readonly RegistryClient client = new(new CredentialChain());
    private ImageTree tree = null!;
    private Manifest? original;
    private string? builtOnOriginal;

    private static Reference Upstream
    {
        get
        {
            var port = Journal.Open(SandboxFolders.Of(SandboxUnderTest.Clone).Journal).Entries.UpstreamPort;
            return new Reference($"127.0.0.1:{port}", "library/postgres", Moved);
        }
    }

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        tree = await ImageTree.EmptyAsync();
        tree.Variables["BAKEHOUSE_UPSTREAM"] = null;
        tree.Write("VERSION", "1.4.0\n");
        Directory.CreateDirectory(tree.PathOf("images"));
        foreach (var image in (string[])["postgres", "redis"])
        {
            var from = Path.Combine(SandboxUnderTest.Clone, "images", image);
            using var copy = Run.Start(tree.Folder, tree.Variables, "cp", "--archive", from, tree.PathOf("images"));
            (await copy.EndAsync()).Succeeded();
        }

        await tree.CommitAsync("PostgreSQL and Redis");
        tree.UseSandbox();
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        if (original is not null)
        {
            await client.Manifests.PutAsync(Upstream, original);
        }

        client.Dispose();
        await tree.DisposeAsync();
    }

    [Test]
    [Order(1)]
    public async Task Refresh_FirstOfAll_CopiesWhatTheUpstreamHasAndLeavesOutTheRest()
    {
        var run = (await tree.RunAsync("--target=Cache-All")).Succeeded();

        var upstream = await client.Manifests.HeadAsync(Upstream);
        Assert.That(await tree.Registry.DigestAsync(Copy, Moved), Is.EqualTo(upstream!.Digest.ToString()));
        Assert.That(run.ActionOf($"postgres-{Moved}"), Is.EqualTo("build"));
        Assert.That(run.Output, Does.Contain("the sandbox's upstream has no postgres:16"));
        Assert.That(run.Output, Does.Match(@"utility/redis:8\] copied .*tests: \d+ passed"));
        Assert.That(await tree.Registry.NamesAsync("utility/postgres"), Is.SupersetOf(new[] { Other, Moved }));
    }

    [Test]
    [Order(2)]
    public async Task Refresh_Again_FindsNothingToDo()
    {
        var run = (await tree.RunAsync("--target=Cache-All")).Succeeded();

        Assert.That(run.ActionOf($"postgres-{Moved}"), Is.EqualTo("nothing"));
        Assert.That(run.Output, Does.Contain("Nothing to copy"));
    }

    [Test]
    [Order(3)]
    public async Task Refresh_UpstreamStopped_EndsWellWithTheCopiesThatThereAre()
    {
        var copied = await tree.Registry.DigestAsync(Copy, Moved);

        var run = (await tree.RunAsync("--target=Cache-All", "--upstream=docker.io=127.0.0.1:9")).Succeeded();

        foreach (
            var kept in (string[])[$"{Copy}:{Other}", $"{Copy}:{Moved}", "utility/redis:7", "utility/debian:12-slim"]
        )
        {
            Assert.That(
                run.Output,
                Does.Match($"Warning: {kept}: .*127.0.0.1:9.*; the last good copy stays: it is .* old")
            );
        }

        Assert.That(run.Output, Does.Contain("the sandbox's upstream has no postgres:16"));
        Assert.That(run.ActionOf($"postgres-{Moved}"), Is.EqualTo("nothing"));
        Assert.That(run.Output, Does.Not.Contain("Nothing to copy"), "that is not known");
        Assert.That(await tree.Registry.DigestAsync(Copy, Moved), Is.EqualTo(copied));
    }

    [Test]
    [Order(4)]
    public async Task Psql_OnTheImage_SortsAsFinnsDo([Values(Other, Moved)] string version)
    {
        var name = tree.Registry.NameOf("utility/postgres", version);
        var container = $"collation-{version}-{tree.Prefix}";
        (
            await tree.Engine.DockerAsync("run", "--detach", $"--name={container}", "--env=POSTGRES_PASSWORD=x", name)
        ).Succeeded();
        try
        {
            var query =
                "SELECT string_agg(c, '' ORDER BY c COLLATE \"fi_FI\") FROM (VALUES ('ö'), ('z'), ('ä')) AS t (c)";
            RunResult? answer = null;
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < StartTime && answer is not { ExitCode: 0 }; )
            {
                await Task.Delay(500);
                answer = await tree.Engine.DockerAsync([
                    "exec",
                    "--env=PGPASSWORD=x",
                    container,
                    "psql",
                    "--host=127.0.0.1",
                    "--username=postgres",
                    "-At",
                    $"--command={query}",
                ]);
            }

            Assert.That(answer!.Output.Trim(), Is.EqualTo("zäö"), answer.All);
        }
        finally
        {
            await tree.Engine.DockerAsync("rm", "--force", "--volumes", container);
        }
    }

    [Test]
    [Order(5)]
    public async Task Refresh_UpstreamMoved_RebuildsThatOneAndSaysWhy()
    {
        var copied = await tree.Registry.DigestAsync(Copy, Moved);
        builtOnOriginal = await tree.Registry.DigestAsync("utility/postgres", Moved);
        original = await client.Manifests.GetAsync(Upstream);
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(original!.Bytes.Span) + "\n");
        await client.Manifests.PutAsync(Upstream, new Manifest(original.MediaType, bytes));

        var run = (await tree.RunAsync("--target=Cache-All")).Succeeded();

        Assert.That(run.ActionOf($"postgres-{Moved}"), Is.EqualTo("build"));
        Assert.That(
            run.ReasonOf($"postgres-{Moved}"),
            Does.Contain($"upstream docker.io/library/postgres:{Moved} moved")
        );
        Assert.That(run.ActionOf($"postgres-{Other}"), Is.EqualTo("nothing"));
        Assert.That(await tree.Registry.DigestAsync("utility/postgres", Moved), Is.Not.EqualTo(builtOnOriginal));
        var backup = (await tree.Registry.TagsAsync(Copy)).Single(tag =>
            tag.StartsWith($"backup-{Moved}-", StringComparison.Ordinal)
        );
        Assert.That(await tree.Registry.DigestAsync(Copy, backup), Is.EqualTo(copied));
    }

    [Test]
    [Order(6)]
    public async Task Restore_OfTheBackup_StandsAgainAndStaysWithWhatIsBuiltOnIt()
    {
        var digest = original!.Digest.ToString();
        var replaced = await tree.Registry.DigestAsync(Copy, Moved);

        var run = (await tree.RunAsync("--target=Restore-Copy", $"--copy={Copy}:{Moved}")).Succeeded();
        var refreshed = (await tree.RunAsync("--target=Cache-Postgres")).Succeeded();

        Assert.That(run.Output, Does.Contain("is back"));
        Assert.That(await tree.Registry.DigestAsync(Copy, Moved), Is.EqualTo(digest));
        var second = (await tree.Registry.TagsAsync(Copy)).Single(tag =>
            tag.StartsWith($"backup-{Moved}-", StringComparison.Ordinal) && tag.EndsWith("-2", StringComparison.Ordinal)
        );
        Assert.That(await tree.Registry.DigestAsync(Copy, second), Is.EqualTo(replaced), "the second of the day");
        Assert.That(refreshed.Output, Does.Contain("put back in place of"));
        Assert.That(refreshed.ActionOf($"postgres-{Moved}"), Is.EqualTo("retag"), "it was built on that copy before");
        Assert.That(await tree.Registry.DigestAsync("utility/postgres", Moved), Is.EqualTo(builtOnOriginal));
    }

    [Test]
    [Order(7)]
    public async Task Restore_OfADayWithoutBackup_NamesTheDaysThatThereAre()
    {
        var run = await tree.RunAsync("--target=Restore-Copy", $"--copy={Copy}:{Moved}", "--backup=20010101");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("There is no backup of").And.Contain("There are those of 20"));
    }

    [Test]
    [Order(8)]
    public async Task Restore_OnAnotherBranch_IsRefused()
    {
        var before = await tree.Registry.DigestAsync(Copy, Moved);
        await tree.GitAsync("switch", "--quiet", "--create", "topic");

        var run = await tree.RunAsync("--target=Restore-Copy", $"--copy={Copy}:{Moved}");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("is not written: copies are written on the default branch only"));
        Assert.That(await tree.Registry.DigestAsync(Copy, Moved), Is.EqualTo(before));
    }
}
