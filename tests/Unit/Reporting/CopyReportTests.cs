using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Reporting;
using Bakehouse.Steps;

namespace Bakehouse.UnitTests.Reporting;

/// <summary>What is told of a copy, by what was planned and what was done.</summary>
public sealed class CopyReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Digest Old = Digest.Of("old"u8);
    private static readonly Digest New = Digest.Of("new"u8);

    private static readonly PlannedCopy Planned = new()
    {
        Name = "utility/redis:7",
        Upstream = "docker.io/library/redis:7",
        Action = CopyAction.Mirror,
        Reasons = ["made up"],
        Digest = Old,
        Copied = Noon.AddDays(-9),
    };

    [Test]
    public void Copy_ThatMoved_HasBothDigestsAndIsNew() =>
        Assert.That(Told(Planned, New), Is.EqualTo($"{Old.Hex[..12]} → {New.Hex[..12]}, new"));

    [Test]
    public void Copy_ThatIsTheFirst_HasOneDigest() =>
        Assert.That(Told(Planned with { Digest = null }, New), Is.EqualTo($"→ {New.Hex[..12]}, new"));

    [Test]
    public void Copy_ThatIsTheUpstreams_IsCurrent() =>
        Assert.That(
            Told(Planned with { Action = CopyAction.Nothing, Copied = null }),
            Is.EqualTo($"{Old.Hex[..12]}, current")
        );

    [Test]
    public void Copy_ThatStays_HasItsAge() =>
        Assert.That(Told(Planned with { Action = CopyAction.Keep }), Is.EqualTo($"{Old.Hex[..12]}, 9 days old"));

    [Test]
    public void Copy_ThatThereIsNot_HasNothing() =>
        Assert.That(Told(Planned with { Action = CopyAction.LeaveOut, Digest = null }), Is.EqualTo(", "));

    private static string Told(PlannedCopy planned, Digest? now = null)
    {
        var copy = CopyReport.Of(planned, new CopiedImage(planned.Name) { Digest = now }, Noon);
        Assert.That((copy.Repository, copy.Tag), Is.EqualTo(("utility/redis", "7")));
        return $"{copy.Digests}, {copy.Age}";
    }
}
