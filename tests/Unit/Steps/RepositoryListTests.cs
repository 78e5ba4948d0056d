using Bakehouse.Adapters.Ecr;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Images;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>The repositories that a run needs at ECR, of what it builds and of what it copies.</summary>
internal sealed class RepositoryListTests : IDisposable
{
    private readonly ImageTree tree = new();

    public RepositoryListTests() =>
        tree.WithClass(new MatrixRoot(), new MatrixChild())
            .With("matrix-root")
            .With("matrix-child", "matrix-root")
            .WithCopies(new CacheStore(), new CacheChild());

    public void Dispose() => tree.Dispose();

    [Test]
    public void WrittenBy_ARunThatMirrors_HasTheCopiesRepositories()
    {
        var written = WrittenBy(
            Copy("utility/store:7", CopyAction.Nothing),
            Copy("utility/store:8", CopyAction.Mirror),
            Copy("upstream/quay.io/team/child:1", CopyAction.Mirror)
        );

        Assert.That(
            written.Select(repository => repository.Name),
            Is.EqualTo(new[] { "upstream/quay.io/team/child", "utility/store" })
        );
    }

    [Test]
    public void WrittenBy_ARunThatMirrorsOneTag_HasTheSettingsOfAllTags()
    {
        var written = WrittenBy(Copy("utility/store:8", CopyAction.Mirror)).Single();

        Assert.That(written.ImmutableTags, Is.Empty);
        Assert.That(written.Lifecycle.ToString(), Is.EqualTo(LifecyclePolicy.OfCopies(["7", "8"], 6).ToString()));
    }

    [TestCase(CopyAction.Nothing)]
    [TestCase(CopyAction.Keep)]
    [TestCase(CopyAction.Withhold)]
    [TestCase(CopyAction.LeaveOut)]
    [TestCase(CopyAction.Fail)]
    public void WrittenBy_ARunThatLeavesACopyAsItIs_NeedsNoRepositoryForIt(CopyAction action) =>
        Assert.That(WrittenBy(Copy("utility/store:8", action)), Is.Empty);

    private static PlannedCopy Copy(string name, CopyAction action) =>
        new()
        {
            Name = name,
            Upstream = "made up",
            Action = action,
            Reasons = ["made up"],
        };

    private IReadOnlyList<RepositorySettings> WrittenBy(params PlannedCopy[] planned)
    {
        var plan = new Plan
        {
            Time = PlannerFacts.Time,
            Source = PlannerFacts.With([]).Source,
            Version = PlannerFacts.Version,
            Images = [],
            Copies = planned,
            WithheldTags = [],
        };
        return new RepositoryList(tree.Load(), tree.LoadCopies()).WrittenBy(plan, new HashSet<string>());
    }
}
