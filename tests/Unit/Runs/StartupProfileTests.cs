using Bakehouse.Runs;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Runs;

// The runtime has one profile, and writes the one before when the next begins.
[NonParallelizable]
public sealed class StartupProfileTests
{
    private readonly TemporaryFolder folder = new();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Use_BehindARunThatEndedWell_KeepsItsProfile()
    {
        folder.With("targetPlan.profile");

        using (StartupProfile.Use(folder.Path, ["--target=Plan", "--ansi"])) { }
        using (StartupProfile.Use(folder.Path, ["--target=Plan", "--ansi"])) { }

        Assert.That(folder["targetPlan.profile"], Does.Exist);
    }

    [Test]
    public void Use_BehindARunThatWasKilled_DropsWhatItMayHaveDamaged()
    {
        folder.With("targetList.profile").With("targetList.profile.used");

        using (StartupProfile.Use(folder.Path, ["--target=List"])) { }

        Assert.That(folder["targetList.profile"], Does.Not.Exist);
    }

    [Test]
    public void Use_BesideARunOfTheSameTarget_HasNoneAndLeavesItsProfile()
    {
        folder.With("targetClean.profile");

        using var first = StartupProfile.Use(folder.Path, ["--target=Clean"]);
        using var second = StartupProfile.Use(folder.Path, ["--target=Clean"]);

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.Not.Null);
            Assert.That(second, Is.Null);
            Assert.That(folder["targetClean.profile"], Does.Exist);
        });
    }

    [Test]
    public void Use_WhereNothingCanBeWritten_HasNone() =>
        Assert.That(StartupProfile.Use(folder["absent"], ["--target=Plan"]), Is.Null);
}
