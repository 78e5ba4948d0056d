using System.Collections.Concurrent;
using Bakehouse.Adapters.Processes;
using Cake.Core;
using Cake.Core.IO;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Processes;

/// <summary>Runs real programs: sh and cat.</summary>
public sealed class CommandRunnerTests
{
    private readonly Secrets secrets = new();
    private readonly Lines shown = new();
    private ChildEnvironment environment = null!;
    private CommandRunner runner = null!;

    [SetUp]
    public void SetUp()
    {
        var cake = Substitute.For<ICakeEnvironment>();
        cake.WorkingDirectory.Returns(new DirectoryPath("/"));
        environment = new ChildEnvironment(cake);
        runner = new CommandRunner(cake, environment, secrets, shown);
    }

    [Test]
    public async Task Command_WithOddArguments_HandsThemOverUnchanged()
    {
        var result = await runner.RunAsync(new Command("printf", "%s|", "a b", "\"q\"", "$HOME", ""));

        Assert.That(result.Output, Is.EqualTo("a b|\"q\"|$HOME||\n"));
    }

    [Test]
    public async Task Command_WithInput_ReadsIt()
    {
        var result = await runner.RunAsync(new Command("cat") { Input = "one\ntwo\n" });

        Assert.That(result.Output, Is.EqualTo("one\ntwo\n"));
    }

    [Test]
    public async Task Command_WithAReader_HandsItsBytesOverAndNothingElse()
    {
        using var read = new MemoryStream();

        var result = await runner.RunAsync(
            new Command("printf", "a\\0b\\r\\nno end") { Reader = (output, token) => output.CopyToAsync(read, token) }
        );

        Assert.That(read.ToArray(), Is.EqualTo("a\0b\r\nno end"u8.ToArray()));
        Assert.That(result.Output + string.Concat(shown.All), Is.Empty);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Command_WhoseReaderHasEnough_IsNotWaitedFor(CancellationToken cancellationToken)
    {
        var zeros = new Command("cat", "/dev/zero")
        {
            AnyExitCode = true,
            Reader = (output, token) => output.ReadExactlyAsync(new byte[10], token).AsTask(),
        };

        Assert.That((await runner.RunAsync(zeros, cancellationToken)).ExitCode, Is.Not.Zero);
    }

    [Test]
    public async Task Tool_WhoseInputComesLate_WaitsForIt()
    {
        var input = new TaskCompletionSource<byte[]>();
        ToolScope.Enter(input.Task, CancellationToken.None);
        using var cat = runner.Start("cat", new ProcessSettings());
        var end = Task.Run(cat.WaitForExit);
        Assert.That(end.IsCompleted, Is.False);

        input.SetResult("late\n"u8.ToArray());
        await end;

        Assert.That(cat.GetStandardOutput(), Is.EqualTo(new[] { "late" }));
    }

    [Test]
    public void Command_ThatFails_ShowsItsLastWords()
    {
        var error = Assert.ThrowsAsync<CommandFailedException>(() => runner.RunAsync(Shell("echo broken >&2; exit 3")));

        Assert.That(error.Message, Is.EqualTo("sh exited with 3: broken"));
    }

    [Test]
    public void Command_WithoutProgram_NamesItAndTheRemedy()
    {
        var error = Assert.ThrowsAsync<BakehouseException>(() => runner.RunAsync(new Command("no-such-program")));

        Assert.That(error.Message, Does.Contain("no-such-program").And.Contains("--sandbox"));
    }

    [Test]
    public async Task Output_WithSecret_IsMaskedInLogAndResult()
    {
        secrets.Add("hunter22");

        var result = await runner.RunAsync(Shell("echo the password is hunter22"));

        Assert.That(shown.All.Append(result.Output), Has.None.Contains("hunter22"));
        Assert.That(result.Output, Is.EqualTo("the password is ***\n"));
    }

    [Test]
    public async Task Output_OfQuietCommand_IsNotShown()
    {
        await runner.RunAsync(Shell("echo shown"));
        await runner.RunAsync(Shell("echo hidden") with { Quiet = true });

        Assert.That(shown.All, Is.EqualTo((string[])["shown"]));
    }

    [Test]
    public void Command_Cancelled_EndsAlsoWhenItIgnoresTheSignal()
    {
        using var cancel = new CancellationTokenSource();
        shown.Written = line => (line == "up" ? cancel : null)?.Cancel();

        Assert.That(
            () => runner.RunAsync(Shell("trap '' TERM; echo up; sleep 60 & wait; sleep 60"), cancel.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public void Command_Cancelled_EndsAlsoWhatItHasStarted()
    {
        using var cancel = new CancellationTokenSource();
        var child = 0;
        shown.Written = line =>
        {
            child = int.Parse(line);
            cancel.Cancel();
        };

        // The shell ends at once; what it started ignores the signal, and keeps the output open.
        var running = runner.RunAsync(
            Shell("sh -c \"trap '' TERM; echo \\$\\$; sleep 60; sleep 60\" & wait"),
            cancel.Token
        );

        Assert.That(() => running, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => Lives(child), Is.False.After(20_000, 50), $"process {child} lives on");
    }

    [Test]
    public async Task Environment_OfTheSandbox_ReachesPrograms()
    {
        environment.Add(["/opt/tools"], new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///x" });

        var result = await runner.RunAsync(Shell("echo $DOCKER_HOST; echo $PATH"));

        Assert.That(result.Output, Does.StartWith("unix:///x\n/opt/tools:"));
    }

    [Test]
    public void Tool_OfCake_GetsOutputThroughItsHandler()
    {
        var settings = new ProcessSettings
        {
            Arguments = new ProcessArgumentBuilder().Append("-c").AppendQuoted("echo out; echo err >&2; exit 4"),
            RedirectStandardOutput = true,
            RedirectedStandardOutputHandler = line => line.ToUpperInvariant(),
        };

        using var process = runner.Start("sh", settings);
        process.WaitForExit();

        Assert.That(process.GetExitCode(), Is.EqualTo(4));
        Assert.That(process.GetStandardOutput(), Is.EqualTo((string[])["OUT"]));
        Assert.That(process.GetStandardError(), Is.EqualTo((string[])["err"]));
    }

    private static bool Lives(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ");
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Command Shell(string script) => new("sh", "-c", script);

    private sealed class Lines : IProcessOutput
    {
        private readonly ConcurrentQueue<string> lines = new();

        public Action<string>? Written { get; set; }

        public IReadOnlyCollection<string> All => lines;

        public void Write(string line)
        {
            lines.Enqueue(line);
            Written?.Invoke(line);
        }
    }
}
