using System.Text;
using Bakehouse.Pipelines;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Pipelines;

/// <summary>More images than a pipeline may have jobs.</summary>
internal sealed class LargePipelineTests
{
    private const int Images = 1000;

    // By default GitLab reads no file of more than 2 MiB ("Maximum size and depth of CI/CD configuration YAML files").
    private const int LargestFile = 2 << 20;

    private static IEnumerable<TestCaseData> Trees()
    {
        yield return Tree("ten on each", number => number == 0 ? [] : [(number - 1) / 10]);
        yield return Tree("one behind the other", number => number == 0 ? [] : [number - 1]);
        yield return Tree("all apart", _ => []);
        yield return Tree("all on one", number => number == 0 ? [] : [0]);
        yield return Tree(
            "each on all of the level before",
            number => number < 100 ? [] : Enumerable.Range(((number / 100) - 1) * 100, 100)
        );
        yield return Tree("seven steps back", number => number < 7 ? [] : [number - 7, number / 2]);
    }

    [TestCaseSource(nameof(Trees))]
    public void Pipeline_OfAThousandImages_KeepsGitLabsLimits(object tree)
    {
        var planned = (PlannedTree)tree;
        var jobs = planned.Pipeline().Jobs;

        Assert.That(jobs, Has.Count.InRange(1, 400));
        Assert.That(jobs.Select(job => job.Needs?.Count ?? 0), Is.All.LessThanOrEqualTo(50));
        Assert.That(Encoding.UTF8.GetByteCount(planned.Yaml()), Is.LessThan(LargestFile));
    }

    [TestCaseSource(nameof(Trees))]
    public void Pipeline_OfAThousandImages_PushesEachOnceAndBehindItsParents(object tree)
    {
        var planned = (PlannedTree)tree;
        var jobs = planned.Pipeline().Jobs;

        Assert.That(jobs.SelectMany(job => job.Images), Is.EquivalentTo(planned.Images.Select(image => image.Name)));
        var jobOf = jobs.SelectMany(job => job.Images.Select(image => (image, job))).ToDictionary();
        foreach (var image in planned.Images)
        {
            foreach (var parent in image.Parents.Select(parent => jobOf[parent.Image]))
            {
                var job = jobOf[image.Name];
                Assert.That(
                    parent == job || (parent.Stage < job.Stage && job.Needs?.Contains(parent.Name) is null or true),
                    $"{image} does not wait for {parent.Name}"
                );
            }
        }
    }

    private static TestCaseData Tree(string name, Func<int, IEnumerable<int>> parents)
    {
        var tree = new PlannedTree();
        for (var number = 0; number < Images; number++)
        {
            tree.With(
                $"image-{number}",
                ImageAction.Build,
                parents(number).Distinct().Select(parent => $"image-{parent}")
            );
        }

        return new TestCaseData(tree).SetArgDisplayNames(name);
    }
}
