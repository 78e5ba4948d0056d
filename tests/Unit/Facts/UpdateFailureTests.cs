using Bakehouse.Adapters.Docker;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Bakehouse.UnitTests.Facts;

/// <summary>What a refresh says of images that it could not ask, and that it goes on with the others.</summary>
internal sealed class UpdateFailureTests : UpdateFixture
{
    [Test]
    public async Task Read_ContainerThatTheEngineCannotStart_IsAFailureInTheEnginesWordsAndOthersGoOn()
    {
        await PublishWithOtherAsync();
        Containers.FindStartFailureAsync(null!, default).ReturnsForAnyArgs("runc create failed:\nno cgroup");

        var facts = await ReadAsync();

        Assert.That(
            facts.Failed["root"],
            Is.EqualTo(
                "The engine cannot start a container of root to look up its packages: runc create failed: no cgroup"
            )
        );
        Assert.That(facts.Waiting.Keys, Is.EqualTo(new[] { "other" }));
    }

    [Test]
    public async Task Read_ContainerThatTheEngineCannotMake_IsAFailureInTheEnginesWords()
    {
        await PublishAsync("root");
        Containers
            .CreateAsync(null!, default)
            .ThrowsAsyncForAnyArgs(new DockerException("docker create", "no runtime"));

        Assert.That(
            (await ReadAsync()).Failed["root"],
            Does.StartWith("The engine cannot start a container of root").And.EndWith("no runtime")
        );
    }

    [Test]
    public async Task Read_ImageWithoutAShell_IsNamedAndIsNoFailure()
    {
        await PublishWithOtherAsync();
        PathsInImage.Remove("/bin/sh");
        Containers.FindStartFailureAsync(null!, default).ReturnsForAnyArgs("stat /bin/sh: no such file");

        var facts = await ReadAsync();

        Assert.That(
            facts.NotLookedUp,
            Is.EqualTo(
                new[] { "root has no shell: its packages cannot be looked up. --target=Push-Root --force rebuilds it" }
            )
        );
        Assert.That(facts.Failed, Is.Empty);
        Assert.That(facts.Waiting.Keys, Is.EqualTo(new[] { "other" }));
    }

    // An engine that finds nothing in a container says as little about its shell.
    [Test]
    public async Task Read_EngineThatDoesNotFindWhatWasCopiedEither_IsAFailure()
    {
        await PublishAsync("root");
        PathsInImage.Clear();
        Containers.FindStartFailureAsync(null!, default).ReturnsForAnyArgs("gone");

        Assert.That((await ReadAsync()).Failed["root"], Does.StartWith("The engine cannot start a container of root"));
    }

    [TestCase(false, true, false, TestName = "No file")]
    [TestCase(true, false, false, TestName = "A link")]
    [TestCase(true, true, true, TestName = "A file without an end")]
    public async Task Read_ShellThatLeavesNoAnswer_IsAFailure(bool isThere, bool isRegular, bool isCut)
    {
        await PublishAsync("root");
        if (isThere)
        {
            Answers["root"] = None;
            AsRead = file => file with { IsRegular = isRegular, IsCut = isCut };
        }

        Assert.That(
            (await ReadAsync()).Failed["root"],
            Is.EqualTo("The packages of root cannot be looked up: its shell leaves no answer")
        );
    }

    [Test]
    public async Task Read_PackageManagerThatFails_IsAFailureInItsWords()
    {
        await PublishWithOtherAsync();
        Answers["root"] = "failed apt-get update: E: 503\n";

        var facts = await ReadAsync();

        Assert.That(
            facts.Failed["root"],
            Is.EqualTo("The packages of root cannot be looked up: apt-get update: E: 503")
        );
        Assert.That(facts.Waiting.Keys, Is.EqualTo(new[] { "other" }));
        await Containers
            .Received(1)
            .RemoveAsync(Made.Single(one => ImageOf(one) == "root").Name, CancellationToken.None);
    }

    [Test]
    public async Task Read_ImageThatCannotBePulled_IsAFailure()
    {
        await PublishAsync("root");
        Images.PullAsync(null!, default).ThrowsAsyncForAnyArgs(new DockerException("docker pull", "EOF"));

        Assert.That((await ReadAsync()).Failed["root"], Does.EndWith("docker pull failed: EOF"));
    }
}
