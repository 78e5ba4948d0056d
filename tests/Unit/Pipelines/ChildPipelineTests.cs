using Bakehouse.Pipelines;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Pipelines;

/// <summary>Which jobs a plan becomes, and what they wait for.</summary>
internal sealed class ChildPipelineTests
{
    [Test]
    public void Pipeline_OfAChain_HasAJobAnImageThatWaitsForItsParent()
    {
        var pipeline = new PlannedTree()
            .With("root", ImageAction.Build)
            .With("build", ImageAction.Build, "root")
            .With("sbt", ImageAction.Build, "build")
            .With("runtime", ImageAction.Build, "root")
            .Pipeline();

        Assert.That(
            pipeline.Jobs.Select(job => $"{job.Stage} {job.Name} < {string.Join(',', job.Needs!)}"),
            Is.EqualTo(new[] { "1 root < ", "2 build < root", "2 runtime < root", "3 sbt < build" })
        );
    }

    [Test]
    public void Pipeline_WhereAParentIsInTheRegistry_DoesNotWaitForIt()
    {
        var pipeline = new PlannedTree()
            .With("root", ImageAction.Nothing)
            .With("build", ImageAction.Build, "root")
            .Pipeline();

        Assert.That(pipeline.Jobs.Select(job => job.Name), Is.EqualTo(new[] { "build" }));
        Assert.That(pipeline.Jobs[0].Needs, Is.Empty);
    }

    [Test]
    public void Pipeline_WhereAParentIsTestedAnew_WaitsForItsTests()
    {
        var pipeline = new PlannedTree()
            .With("root", ImageAction.Test)
            .With("build", ImageAction.Test, "root")
            .Pipeline();

        Assert.That(pipeline.Jobs[1].Needs, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public void Pipeline_WhereImagesOnlyGetTags_HasOneJobForAllOfThem()
    {
        var pipeline = new PlannedTree()
            .With("root", ImageAction.Retag)
            .With("build", ImageAction.Retag, "root")
            .With("sbt", ImageAction.Build, "build")
            .Pipeline();

        Assert.That(pipeline.Jobs.Select(job => job.Name), Is.EqualTo(new[] { ChildPipeline.TagJob, "sbt" }));
        Assert.That(pipeline.Jobs[0].Images, Is.EqualTo(new[] { "root", "build" }));
        Assert.That(pipeline.Jobs[1].Needs, Is.Empty);
    }

    [Test]
    public void Pipeline_OfCopies_HasOneJobForThoseThatChangeOrCannotGoOn()
    {
        var tree = new PlannedTree()
            .WithCopy("redis", CopyAction.Mirror)
            .WithCopy("postgres", CopyAction.Nothing)
            .WithCopy("nginx", CopyAction.Fail)
            .WithCopy("debian", CopyAction.Keep);

        Assert.That(tree.Pipeline().Jobs.Select(job => job.Name), Is.EqualTo(new[] { ChildPipeline.CopyJob }));
        Assert.That(tree.Yaml(), Does.Contain("- ./build.sh --target=Cache-Redis-7 --target=Cache-Nginx-7\n"));
    }

    [Test]
    public void Pipeline_WhereNothingIsToDo_HasNoJob() =>
        Assert.That(
            new PlannedTree().With("root", ImageAction.Nothing).WithCopy("redis", CopyAction.Nothing).Pipeline().Jobs,
            Is.Empty
        );

    [Test]
    public void Pipeline_OfAnImageOnMoreJobsThanNeedsMayName_WaitsForTheStagesBefore()
    {
        string[] parents = [.. Enumerable.Range(0, 51).Select(number => $"parent-{number}")];
        var tree = new PlannedTree();
        foreach (var parent in parents)
        {
            tree.With(parent, ImageAction.Build);
        }

        var jobs = tree.With("fifty", ImageAction.Build, parents[..50])
            .With("more", ImageAction.Build, parents)
            .Pipeline()
            .Jobs.ToDictionary(job => job.Name);

        Assert.That(jobs["fifty"].Needs, Has.Count.EqualTo(50));
        Assert.That((jobs["more"].Needs, jobs["more"].Stage), Is.EqualTo(((IReadOnlyList<string>?)null, 2)));
    }
}
