using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Reporting;
using Bakehouse.Reporting.Html;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Dockerfiles;
using Bakehouse.UnitTests.Planning;
using Cake.Core;
using Cake.Core.IO;
using NSubstitute;
using Spectre.Console;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Reporting;

/// <summary>A run that a test tells from task to task, and what it leaves on the screen.</summary>
internal sealed class MadeUpRun : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["root", "build", "build-sbt", "runtime", "tools"];
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly List<TaskResult> ended = [];
    private readonly ImageTasks tasks;
    private readonly ImageCatalog catalog;
    private readonly RunObserver observer;
    private readonly ImageProgress progress;
    private readonly TaskResults results = new();
    private DateTimeOffset now = Noon.AddSeconds(30);

    /// <param name="view">Makes the view; that with plain lines where null.</param>
    /// <param name="console">Makes the console; that of a pipe where null.</param>
    public MadeUpRun(Func<MadeUpRun, IRunView>? view = null, Func<TextWriter, IAnsiConsole>? console = null)
    {
        foreach (var (name, parent) in Names.Zip(["", "ROOT", "BUILD", "ROOT", "ROOT"]))
        {
            var from =
                parent == "" ? "FROM scratch\n" : $"ARG {parent}={parent.ToLowerInvariant()}\nFROM ${{{parent}}}\n";
            folder.With($"images/{name}/Dockerfile", from);
        }

        foreach (var tested in (string[])["root", "build", "build-sbt", "runtime"])
        {
            folder.With($"images/{tested}/goss.yaml", "file: {}\n");
        }

        Time.GetUtcNow().Returns(_ => now);
        Environment.WorkingDirectory.Returns(new DirectoryPath(folder.Path));
        Logs = new LogFiles(new Artifacts(Environment));
        Screen = new Screen((console ?? Terminals.Plain)(output), Terminals.Plain(errors));
        catalog = ImageCatalog.Load(folder.Path, []);
        tasks = new ImageTasks(catalog, CopyCatalog.Load(folder.Path, [], catalog));
        Tasks = new Lazy<ImageTasks>(() => tasks);
        Log = new RunLog(Screen, Tasks, new Secrets());
        progress = new ImageProgress(State, results, tasks);
        View = view?.Invoke(this) ?? new PlainView(Screen, Logs, Log, Tasks, Time);
        observer = new RunObserver(View, State, tasks, results, progress, Logs, Time);
        State.Begin(
            new RunState.Prepared(
                Plan,
                PlannerFacts.With([]),
                new Destination("registry.test", ""),
                new Places("registry.test"),
                new Dictionary<string, IReadOnlyDictionary<string, string>>()
            )
            {
                Began = Noon,
            }
        );
    }

    public static Plan Plan { get; } =
        new()
        {
            // It was saved an hour before the run.
            Time = Noon.AddHours(-1),
            Source = new SourceFacts { InCi = true },
            Version = ImageVersion.Parse("1.4.0", "VERSION"),
            Images =
            [
                Image("root", ImageAction.Retag, "the tag feature-1 is missing", "the tag latest points elsewhere"),
                Image("build", ImageAction.Build, "images/build/Dockerfile changed"),
                Image("build-sbt", ImageAction.Build, "its parent build will be built"),
                Image("runtime", ImageAction.Test, "its tests changed"),
                Image("tools", ImageAction.Nothing, "in the registry, tested, under all its tags") with
                {
                    TestNote = "has no tests",
                },
            ],
            WithheldTags = ["no latest: the branch is not the default branch"],
        };

    public Screen Screen { get; }
    public LogFiles Logs { get; }
    public Lazy<ImageTasks> Tasks { get; }
    public RunLog Log { get; }
    public RunState State { get; } = new();
    public IRunView View { get; }
    public ICakeEnvironment Environment { get; } = NSubstitute.Substitute.For<ICakeEnvironment>();
    public TimeProvider Time { get; } = NSubstitute.Substitute.For<TimeProvider>();

    public string Output => output.ToString();
    public string Errors => errors.ToString();

    /// <summary>Begins with all targets of all images, and two that are about none.</summary>
    public MadeUpRun Begin()
    {
        string[] all = [.. Names.SelectMany(name => tasks.Of(name)).Select(task => task.Name), "Push-All", "Clean"];
        observer.RunStarting([.. all.Select(Task)]);
        return this;
    }

    public MadeUpRun Start(string task)
    {
        observer.TaskStarted(Task(task));
        return this;
    }

    /// <summary>Time goes on.</summary>
    public MadeUpRun After(double seconds)
    {
        now = now.AddSeconds(seconds);
        return this;
    }

    public MadeUpRun Done(string task, double seconds) => Finish(task, TaskOutcome.Done, seconds);

    public MadeUpRun Fail(string task, double seconds, Exception failure) =>
        Finish(task, TaskOutcome.Failed, seconds, failure);

    public MadeUpRun Block(string by, params string[] blocked)
    {
        foreach (var task in blocked)
        {
            End(new TaskResult(Task(task), TaskOutcome.Blocked, TimeSpan.Zero) { BlockedBy = [by] });
        }

        return this;
    }

    public MadeUpRun Cancel(string task) => Finish(task, TaskOutcome.Cancelled, 0);

    public MadeUpRun Test(string image, int passed, params string[] failures)
    {
        var cases = Enumerable
            .Range(0, passed)
            .Select(number => new TestCase(image, "goss.yaml", $"{number}", 0, null));
        var failed = failures.Select(failure => new TestCase(image, "goss.yaml", "make", 0, failure));
        var tests = TestReport.Of(image, [new TestSuite(image, "goss.yaml")], [.. cases, .. failed]);
        State.Update(image, result => result with { Tests = tests });
        return this;
    }

    public MadeUpRun Push(string image, params string[] tags)
    {
        var digest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(image));
        State.Update(image, result => result with { Digest = digest, Tags = tags, Size = 124_000_000 });
        return this;
    }

    public string End()
    {
        observer.RunFinished(ended);
        return Output;
    }

    /// <summary>What the summary alone says.</summary>
    public string Summary()
    {
        End();
        output.GetStringBuilder().Clear();
        new SummaryPrinter(Screen, State, catalog, progress, Time).Print();
        return Output;
    }

    /// <summary>What the report tells of the run.</summary>
    public RunReport Report()
    {
        End();
        using var registries = new RegistryClient(Substitute.For<ICredentialStore>());
        var copies = new CopyReportReader(State, CopyCatalog.Load(folder.Path, [], catalog), results, registries);
        return new RunReportReader(State, catalog, tasks, results, progress, Logs, copies, Time).Read();
    }

    /// <summary>A terminal on which somebody watches.</summary>
    public static IAnsiConsole Terminal(TextWriter writer, int width)
    {
        var settings = new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        };
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = width;
        return console;
    }

    public void Dispose()
    {
        Logs.Dispose();
        folder.Dispose();
    }

    private MadeUpRun Finish(string task, TaskOutcome outcome, double seconds, Exception? failure = null)
    {
        End(new TaskResult(Task(task), outcome, TimeSpan.FromSeconds(seconds)) { Exception = failure });
        return this;
    }

    private void End(TaskResult result)
    {
        ended.Add(result);
        observer.TaskFinished(result);
    }

    private static PlannedImage Image(string name, ImageAction action, params string[] reasons) =>
        new()
        {
            Name = name,
            Repository = name,
            Action = action,
            Reasons = reasons,
            Tags =
            [
                new PlannedTag("feature-1", TagRule.Moves, ""),
                new PlannedTag(new string('a', 40), TagRule.Moves, ""),
            ],
        };

    private ICakeTaskInfo Task(string name)
    {
        var task = NSubstitute.Substitute.For<ICakeTaskInfo>();
        task.Name.Returns(name);
        if (tasks.Find(name) is { Verb: "Build" } build)
        {
            var parents = catalog[build.Image].Parents.Select(parent => $"Test-{catalog[parent.Image].TaskName}");
            task.Dependencies.Returns([.. parents.Select(Dependency)]);
        }
        else if (tasks.Find(name) is { } other)
        {
            var before = tasks.Of(other.Image).TakeWhile(task => task.Verb != other.Verb).Last().Name;
            task.Dependencies.Returns([Dependency(before)]);
        }

        return task;
    }

    private static CakeTaskDependency Dependency(string task) => new(task, required: true);
}
