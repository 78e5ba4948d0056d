using Bakehouse.Adapters.Processes;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Steps;

/// <summary>A script that makes a file of the context runs in the image's folder, and only when there is something to build.</summary>
internal sealed class PreparationTests : IDisposable
{
    private readonly StepFixture fixture = new();

    public PreparationTests()
    {
        fixture.Tree.With("typed-root").With("typed-child", "typed-root").WithFile("typed-child", "make.sh", "");
        fixture.Tree.WithClass(new TypedRoot(), new TypedChild());
    }

    private string Folder => Path.Combine(fixture.Tree.Root, "images", "typed-child");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Build_ImageWithAScript_RunsItBeforeTheBuildInTheImagesFolder()
    {
        await fixture.Facts.PublishAsync(["typed-root"]);
        await fixture.PlanAsync();
        fixture.OnCommand = _ => fixture.Tree.WithFile("typed-child", "made.tar", "made");
        var made = "";
        fixture.Engine.OnWork = context => made = File.ReadAllText(Path.Combine(context, "made.tar"));

        await fixture.BuildAsync("typed-child");

        Assert.That(
            fixture.Journal,
            Is.EqualTo(new[] { $"run {Folder}/make.sh in {Folder}", "build working/typed-child" })
        );
        Assert.That(made, Is.EqualTo("made"));
    }

    [Test]
    public async Task Build_NothingToBuild_RunsNoScript()
    {
        await fixture.Facts.PublishAsync(["typed-root", "typed-child"]);
        await fixture.PlanAsync();

        await fixture.BuildAsync("typed-child");

        Assert.That(fixture.Journal, Is.Empty);
    }

    [Test]
    public async Task Build_ScriptFails_NamesScriptAndImageAndBuildsNothing()
    {
        await fixture.Facts.PublishAsync(["typed-root"]);
        await fixture.PlanAsync();
        fixture.OnCommand = command =>
            throw new CommandFailedException(command, new CommandResult(3, "", "no mmdebstrap\n"));

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BuildAsync("typed-child"))!;

        Assert.That(error.Problem, Does.Contain("make.sh of typed-child").And.Contain("no mmdebstrap"));
        Assert.That(fixture.Engine.Builds, Is.Empty);
    }

    [Test]
    public async Task Build_ScriptMakesNothing_SaysSo()
    {
        await fixture.Facts.PublishAsync(["typed-root"]);
        await fixture.PlanAsync();

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BuildAsync("typed-child"))!;

        Assert.That(error.Problem, Does.Contain("made.tar"));
    }
}
