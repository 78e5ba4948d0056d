using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>What is said of a target of an image, in words.</summary>
internal static class StepPhrases
{
    /// <summary><c>building</c>, <c>pushing</c>.</summary>
    public static string Doing(ImageTask task, ImageAction action) =>
        action == ImageAction.Retag
            ? "retagging"
            : task.Verb switch
            {
                "Build" => "building",
                "Test" => "testing",
                "Tag" => "tagging",
                CopyDefinition.Verb => "refreshing",
                _ => "pushing",
            };

    /// <summary><c>built in 18 s</c>, <c>tests: 23 passed in 1.1 s</c>.</summary>
    public static string Done(ImageTask task, ImageAction action, ImageResult image, TimeSpan duration)
    {
        var what = task.Verb switch
        {
            "Build" => "built",
            "Test" when image.Tests is { HasTests: true } tests => $"tests: {tests.Passed} passed",
            "Test" => "tests: there is none",
            "Push" when action != ImageAction.Retag => $"pushed {image.Digest?.Short}",
            _ => $"tagged {string.Join(", ", image.Tags.Select(PlannedTag.Shorten))}",
        };
        return $"{what} in {Phrases.Duration(duration)}";
    }

    /// <summary><c>build failed after 18 s</c>, <c>tests failed after 1.1 s: 1 of 23</c>.</summary>
    public static string Failed(ImageTask task, Exception? failure, TimeSpan duration)
    {
        var what = $"{Noun(task)} failed after {Phrases.Duration(duration)}";
        return failure is TestsFailedException { Report: var report }
            ? $"{what}: {report.Failures.Count()} of {report.Cases.Count}"
            : what;
    }

    /// <summary><c>not run: the tests of base-build failed</c>.</summary>
    public static string Blocked(ImageTask task, bool hasBegun, IEnumerable<string> by)
    {
        var left = hasBegun
            ? task.Verb switch
            {
                "Build" => "not built",
                "Test" => "not tested",
                "Tag" => "not tagged",
                CopyDefinition.Verb => "not refreshed",
                _ => "not pushed",
            }
            : "not run";
        return $"{left}: {string.Join(", ", by)} failed";
    }

    /// <summary><c>the tests of base-build</c>.</summary>
    public static string TheWork(ImageTask task) => $"the {Noun(task)} of {task.Image}";

    /// <summary><c>build</c>, <c>tests</c>.</summary>
    public static string Noun(ImageTask task) =>
        task.Verb switch
        {
            "Build" => "build",
            "Test" => "tests",
            "Tag" => "tagging",
            CopyDefinition.Verb => "refresh",
            _ => "push",
        };
}
