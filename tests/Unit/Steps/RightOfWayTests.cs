using Bakehouse.Steps;
using Bakehouse.UnitTests.Adapters.Registry;

namespace Bakehouse.UnitTests.Steps;

/// <summary>What can wait does so while a build begins, and not for ever.</summary>
internal sealed class RightOfWayTests
{
    private readonly SkippingTime time = new();
    private readonly RightOfWay way;

    public RightOfWayTests() => way = new RightOfWay(time);

    [Test]
    public void Give_NoBuild_WaitsForNothing()
    {
        Assert.That(way.GiveAsync(CancellationToken.None).IsCompleted, Is.True);
        Assert.That(time.Waits, Is.Empty);
    }

    [Test]
    public async Task Give_ABuildHasJustBegun_WaitsForTheRestOfItsBeginning()
    {
        way.Take();
        time.Advance(TimeSpan.FromMilliseconds(200));

        await way.GiveAsync(CancellationToken.None);

        Assert.That(time.Waits, Is.EqualTo(new[] { TimeSpan.FromMilliseconds(300) }));
    }

    [Test]
    public async Task Give_BuildsBeginAllTheTime_LosesPatience()
    {
        way.Take();
        using var builds = new CancellationTokenSource();
        var beginning = Task.Run(() =>
        {
            while (!builds.IsCancellationRequested)
            {
                way.Take();
            }
        });

        await way.GiveAsync(CancellationToken.None);
        await builds.CancelAsync();
        await beginning;

        Assert.That(time.Waits.Sum(wait => wait.TotalSeconds), Is.LessThan(4));
    }

    [Test]
    public void Give_RunIsCancelled_WaitsNoLonger()
    {
        way.Take();

        Assert.CatchAsync<OperationCanceledException>(() => way.GiveAsync(new CancellationToken(canceled: true)));
    }
}
