using Bakehouse.Adapters.Processes;
using Bakehouse.Checks;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Dockerfiles;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using NSubstitute;

namespace Bakehouse.UnitTests.Checks;

/// <summary>Runs a made-up <c>dotnet test</c>, which leaves the results that each test wants.</summary>
public sealed class TestProjectTests
{
    private const string Results = "artifacts/check/Unit.trx";
    private readonly TemporaryFolder folder = new();
    private readonly ICommandRunner commands = Substitute.For<ICommandRunner>();
    private Command? command;
    private TestProject project = null!;

    [SetUp]
    public void SetUp()
    {
        var cake = Substitute.For<ICakeEnvironment>();
        cake.WorkingDirectory.Returns(new DirectoryPath(folder.Path));
        project = new TestProject(new DotnetCommand(commands), new Artifacts(cake), Substitute.For<ICakeLog>());
    }

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public async Task Tests_ThatPass_RunWithTheirVariablesAndLeaveNoServer()
    {
        Given(exitCode: 0, ("A", "Passed"));

        await project.RunAsync("tests/Unit", new Dictionary<string, string?> { ["WHERE"] = "there" }, default);

        Assert.Multiple(() =>
        {
            Assert.That(command!.Arguments, Does.Contain("tests/Unit").And.Contains("--no-build"));
            Assert.That(command.Environment["WHERE"], Is.EqualTo("there"));
            Assert.That(command.Environment["MSBUILDDISABLENODEREUSE"], Is.EqualTo("1"));
        });
    }

    [Test]
    public void Tests_ThatFail_AreNamedWithTheirMessages()
    {
        Given(exitCode: 1, ("Good", "Passed"), ("Bad", "Failed"), ("Worse", "Failed"));

        var error = Assert.ThrowsAsync<FailedTestsException>(Run);

        Assert.That(
            error.Message,
            Does.StartWith("2 tests failed, 1 passed.")
                .And.Contains("Sample.Tests.Bad")
                .And.Contains("Sample.Tests.Worse")
                .And.Contains("Expected: 1")
        );
    }

    [Test]
    public void Run_ThatBreaksOffWithoutAFailedTest_Fails()
    {
        Given(exitCode: 1, ("Good", "Passed"));

        Assert.That(Run, Throws.TypeOf<CommandFailedException>());
    }

    [Test]
    public void Run_ThatFindsNoTest_Fails()
    {
        Given(exitCode: 0);

        Assert.That(Run, Throws.TypeOf<CommandFailedException>());
    }

    [Test]
    public void Results_OfAnEarlierRun_CountForNothing()
    {
        folder.With(Results, TrxText.Of(("Old", "Passed")));
        Answer(0, _ => { });

        Assert.That(Run, Throws.TypeOf<CommandFailedException>());
    }

    private Task Run() => project.RunAsync("tests/Unit", new Dictionary<string, string?>(), default);

    private void Given(int exitCode, params (string, string)[] tests) =>
        Answer(exitCode, _ => folder.With(Results, TrxText.Of(tests)));

    private void Answer(int exitCode, Action<Command> act) =>
        commands
            .RunAsync(Arg.Any<Command>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                command = call.Arg<Command>();
                act(command);
                return new CommandResult(exitCode, "", "");
            });
}
