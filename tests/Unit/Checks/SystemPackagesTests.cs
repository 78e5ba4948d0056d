using Bakehouse.Adapters.Processes;
using Bakehouse.Checks;
using Bakehouse.Configuration;
using Bakehouse.Reporting;
using NSubstitute;

namespace Bakehouse.UnitTests.Checks;

public sealed class SystemPackagesTests
{
    private readonly ICommandRunner commands = Substitute.For<ICommandRunner>();
    private readonly List<string> ran = [];
    private readonly StringWriter output = new();
    private Command installed = null!;
    private int exitCode;

    [SetUp]
    public void Forget()
    {
        ran.Clear();
        exitCode = 0;
        commands
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(call =>
            {
                var command = installed = call.Arg<Command>();
                ran.Add(string.Join(' ', command.Arguments.Where(argument => argument[0] != '-')));
                var result = new CommandResult(exitCode, "", "are you root?");
                return exitCode == 0 ? result : throw new CommandFailedException(command, result);
            });
    }

    [Test]
    public async Task Package_ThatIsMissing_IsInstalledAndThatIsSaid()
    {
        await EnsureAsync(useSandbox: true, "/nowhere/bread");

        Assert.That(ran, Is.EqualTo(new[] { "update", "install bread" }));
        Assert.That(output.ToString(), Does.Contain("installing the package bread into the system: to eat it"));
    }

    [Test]
    public async Task Package_ThatIsInstalled_AsksNothing()
    {
        await EnsureAsync(useSandbox: true, "/nowhere/bread");

        Assert.That(
            installed.Arguments,
            Does.Contain("--option=Dpkg::Options::=--force-confdef")
                .And.Contain("--option=Dpkg::Options::=--force-confold")
                .And.Contain("--yes")
        );
        Assert.That(installed.Input, Is.Null);
        Assert.That(
            installed.Environment!.Select(variable => $"{variable.Key}={variable.Value}"),
            Is.SupersetOf(
                new[]
                {
                    "DEBIAN_FRONTEND=noninteractive",
                    "DEBIAN_PRIORITY=critical",
                    "UCF_FORCE_CONFFOLD=1",
                    "NEEDRESTART_SUSPEND=1",
                    "APT_LISTCHANGES_FRONTEND=none",
                }
            )
        );
    }

    [Test]
    public async Task Package_ThatIsThere_IsLeftAlone()
    {
        await EnsureAsync(useSandbox: true, typeof(SystemPackagesTests).Assembly.Location);

        Assert.That(ran, Is.Empty);
    }

    [Test]
    public async Task Package_WithoutTheSandbox_IsNeverInstalled()
    {
        await EnsureAsync(useSandbox: false, "/nowhere/bread");

        Assert.That(ran, Is.Empty);
    }

    [Test]
    public void Package_ThatCannotBeInstalled_IsAnErrorWithItsRemedy()
    {
        exitCode = 100;

        var error = Assert.ThrowsAsync<BakehouseException>(() => EnsureAsync(useSandbox: true, "/nowhere/bread"))!;

        Assert.That(error.Problem, Does.Contain("are you root?"));
        Assert.That(error.Remedy, Does.Contain("apt-get install bread"));
    }

    private Task EnsureAsync(bool useSandbox, string program) =>
        new SystemPackages(commands, new RunOptions { Jobs = 1, UseSandbox = useSandbox }, Terminals.Plain(output))
        {
            Packages = [new("bread", program, "to eat it")],
        }.EnsureAsync(CancellationToken.None);
}
