using Bakehouse.Runs;

namespace Bakehouse.UnitTests.Runs;

// The runtime has one profile, and writes the one before when the next begins.
[NonParallelizable]
public sealed class StartupProfileTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-test-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Use_BehindARunThatEndedWell_KeepsItsProfile()
    {
        var profile = Write("targetPlan.profile");

        using (StartupProfile.Use(folder, ["--target=Plan", "--ansi"])) { }
        using (StartupProfile.Use(folder, ["--target=Plan", "--ansi"])) { }

        Assert.That(profile, Does.Exist);
    }

    [Test]
    public void Use_BehindARunThatWasKilled_DropsWhatItMayHaveDamaged()
    {
        var profile = Write("targetList.profile");
        Write("targetList.profile.used");

        using (StartupProfile.Use(folder, ["--target=List"])) { }

        Assert.That(profile, Does.Not.Exist);
    }

    [Test]
    public void Use_BesideARunOfTheSameTarget_HasNoneAndLeavesItsProfile()
    {
        var profile = Write("targetClean.profile");

        using var first = StartupProfile.Use(folder, ["--target=Clean"]);
        using var second = StartupProfile.Use(folder, ["--target=Clean"]);

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.Not.Null);
            Assert.That(second, Is.Null);
            Assert.That(profile, Does.Exist);
        });
    }

    [Test]
    public void Use_WhereNothingCanBeWritten_HasNone() =>
        Assert.That(StartupProfile.Use(Path.Combine(folder, "absent"), ["--target=Plan"]), Is.Null);

    private string Write(string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "");
        return path;
    }
}
