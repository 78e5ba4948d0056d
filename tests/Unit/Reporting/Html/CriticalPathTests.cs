using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

public sealed class CriticalPathTests
{
    [Test]
    public void Path_IsTheChainThatTookLongest_NeitherTheLongestTaskNorTheMostTasks()
    {
        string[] path = ["Build-Root", "Test-Root", "Build-B", "Test-B"];

        Assert.That(
            Path(
                Task("Build-Root", 10),
                Task("Test-Root", 1, "Build-Root"),
                Task("Push-Root", 30, "Test-Root"),
                Task("Build-A", 20, "Test-Root"),
                Task("Test-A", 1, "Build-A"),
                Task("Tag-A", 1, "Test-A"),
                Task("Push-A", 1, "Tag-A"),
                Task("Build-B", 15, "Test-Root"),
                Task("Test-B", 16, "Build-B"),
                Task("Other", 40)
            ),
            Is.EqualTo(path)
        );
    }

    [Test]
    public void Path_WithDependenciesThatDidNotRun_LeavesThemOut() =>
        Assert.That(Path(Task("Build-A", 1, "Test-Root")), Is.EqualTo(new[] { "Build-A" }));

    [Test]
    public void Path_OfNothing_IsEmpty() => Assert.That(Path(), Is.Empty);

    [Test]
    public void Path_ThroughALongChain_IsFound()
    {
        var tasks = Enumerable.Range(0, 4000).Select(number => Task($"t{number}", 1, $"t{number - 1}"));

        Assert.That(Path([.. tasks]), Has.Count.EqualTo(4000));
    }

    private static IReadOnlyList<string> Path(params TimedTask[] tasks) => CriticalPath.Of(tasks);

    private static TimedTask Task(string name, double seconds, params string[] dependencies) =>
        new(name, TimeSpan.FromSeconds(seconds), dependencies);
}
