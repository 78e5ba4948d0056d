using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What is done about a copy, and why, by what was observed.</summary>
internal sealed class CopyPlannerTests
{
    private static readonly DateTimeOffset Now = PlannerFacts.Time;
    private static readonly Descriptor New = new(MediaTypes.OciManifest, Digest.Of("new"u8), 1000);
    private static readonly Descriptor Old = new(MediaTypes.OciManifest, Digest.Of("old"u8), 1000);

    private static readonly CopyDefinition Copy = new()
    {
        Family = "redis",
        FamilyTask = "Cache-Redis",
        Description = "Redis",
        Upstream = Reference.Parse("docker.io/library/redis:7"),
        Repository = "utility/redis",
        MaximumAge = TimeSpan.FromDays(30),
        Backups = 3,
    };

    [Test]
    public void Upstream_HasTheSame_NothingIsDone() =>
        AssertPlanned(
            new CopyFacts { Upstream = New, Copy = New.Digest },
            CopyAction.Nothing,
            "the upstream has the same"
        );

    [Test]
    public void Upstream_Moved_IsMirroredAndTheReasonHasBothDigests() =>
        AssertPlanned(
            new CopyFacts { Upstream = New, Copy = Old.Digest },
            CopyAction.Mirror,
            $"upstream redis:7 moved {Old.Digest.Short} → {New.Digest.Short}"
        );

    [Test]
    public void Copy_ThatIsNotThere_IsMirrored() =>
        AssertPlanned(new CopyFacts { Upstream = New }, CopyAction.Mirror, "there is no copy yet");

    [Test]
    public void Objection_KeepsACopyFromBeingWritten() =>
        AssertPlanned(
            new CopyFacts { Upstream = New, Copy = Old.Digest },
            CopyAction.Withhold,
            $"upstream redis:7 moved {Old.Digest.Short} → {New.Digest.Short}; the branch is another",
            objection: "the branch is another"
        );

    [Test]
    public void Objection_AndNeitherUpstreamNorCopy_WithholdsIt() =>
        AssertPlanned(
            new CopyFacts { Problem = "nobody answers" },
            CopyAction.Withhold,
            "nobody answers; the branch is another",
            objection: "the branch is another"
        );

    [Test]
    public void Plan_OfACopy_HasWhatWasObserved()
    {
        var planned = CopyPlanner.Plan(
            Copy,
            new CopyFacts
            {
                Upstream = New,
                Copy = Old.Digest,
                Record = Record(days: 9),
            },
            null,
            Now
        );

        Assert.Multiple(() =>
        {
            Assert.That(planned.Name, Is.EqualTo("utility/redis:7"));
            Assert.That(planned.Upstream, Is.EqualTo("docker.io/library/redis:7"));
            Assert.That(planned.Source, Is.EqualTo(New));
            Assert.That(planned.Digest, Is.EqualTo(Old.Digest));
            Assert.That(planned.Copied, Is.EqualTo(Now.AddDays(-9)));
        });
    }

    [TestCase(CopyAction.Nothing, "old")]
    [TestCase(CopyAction.Keep, "old")]
    [TestCase(CopyAction.Withhold, "old")]
    [TestCase(CopyAction.Mirror, "new")]
    [TestCase(CopyAction.LeaveOut, null)]
    [TestCase(CopyAction.Fail, null)]
    public void Expected_ByWhatIsDone_IsWhatStandsThereAfterwards(CopyAction action, string? expected)
    {
        var planned = CopyPlanner.Plan(Copy, new CopyFacts { Upstream = New, Copy = Old.Digest }, null, Now) with
        {
            Action = action,
        };

        Assert.That(planned.Expected, Is.EqualTo(expected is null ? null : FingerprintFixture.DigestOf(expected)));
    }

    [Test]
    public void Expected_OfACopyThatIsWithheldAndNotThere_IsTheUpstreams()
    {
        var planned = CopyPlanner.Plan(Copy, new CopyFacts { Upstream = New }, "the branch is another", Now);

        Assert.That(planned.Expected, Is.EqualTo(New.Digest));
    }

    [Test]
    public void Objection_ToNothing_SaysNothing() =>
        AssertPlanned(
            new CopyFacts { Upstream = New, Copy = New.Digest },
            CopyAction.Nothing,
            "the upstream has the same",
            objection: "the branch is another"
        );

    [Test]
    public void Upstream_OutOfReach_KeepsTheCopyAndSaysHowOldItIs() =>
        AssertPlanned(
            new CopyFacts
            {
                Problem = "nobody answers",
                Copy = Old.Digest,
                Record = Record(days: 9),
            },
            CopyAction.Keep,
            "nobody answers; the last good copy stays: it is 9 days old"
        );

    [Test]
    public void Upstream_LostTheTag_KeepsTheCopy() =>
        AssertPlanned(
            new CopyFacts { Copy = Old.Digest, Record = Record(days: 9) },
            CopyAction.Keep,
            "docker.io/library/redis:7 is not there"
        );

    [Test]
    public void Upstream_OutOfReachAndTheCopyAsOldAsAllowed_KeepsIt() =>
        AssertPlanned(
            new CopyFacts
            {
                Problem = "nobody answers",
                Copy = Old.Digest,
                Record = Record(days: 30),
            },
            CopyAction.Keep,
            "it is 30 days old"
        );

    [Test]
    public void Upstream_OutOfReachAndTheCopyTooOld_Fails() =>
        AssertPlanned(
            new CopyFacts
            {
                Problem = "nobody answers",
                Copy = Old.Digest,
                Record = Record(days: 31),
            },
            CopyAction.Fail,
            "the copy is 31 days old, more than the 30 days that its class allows"
        );

    [Test]
    public void Upstream_OutOfReachAndTheCopyWithoutARecord_KeepsIt() =>
        AssertPlanned(
            new CopyFacts { Problem = "nobody answers", Copy = Old.Digest },
            CopyAction.Keep,
            "of unknown age"
        );

    [Test]
    public void Upstream_OutOfReachAndNoCopy_Fails() =>
        AssertPlanned(
            new CopyFacts { Problem = "nobody answers" },
            CopyAction.Fail,
            "nobody answers; there is no copy to go on with"
        );

    [Test]
    public void Substitute_ThatLacksTheTag_LeavesItOut() =>
        AssertPlanned(
            new CopyFacts { IsNeverOffered = true },
            CopyAction.LeaveOut,
            "the sandbox's upstream has no redis:7"
        );

    [Test]
    public void Substitute_ThatNeverHadTheTag_LeavesItOutAlsoWhereNobodyAnswers() =>
        AssertPlanned(
            new CopyFacts { IsNeverOffered = true, Problem = "nobody answers" },
            CopyAction.LeaveOut,
            "the sandbox's upstream has no redis:7"
        );

    [Test]
    public void Copy_PutBack_StaysUntilTheUpstreamMovesOn()
    {
        var record = Record(days: 1) with { Rejected = New.Digest };
        AssertPlanned(
            new CopyFacts
            {
                Upstream = New,
                Copy = Old.Digest,
                Record = record,
            },
            CopyAction.Nothing,
            "put back"
        );
        var next = New with { Digest = Digest.Of("next"u8) };
        AssertPlanned(
            new CopyFacts
            {
                Upstream = next,
                Copy = Old.Digest,
                Record = record,
            },
            CopyAction.Mirror,
            "moved"
        );
    }

    [Test]
    public void Copy_PutBackAndRemovedSince_IsMirrored() =>
        AssertPlanned(
            new CopyFacts { Upstream = New, Record = Record(days: 1) with { Rejected = New.Digest } },
            CopyAction.Mirror,
            "there is no copy yet"
        );

    [Test]
    public void Copy_OfSomePlatformsThatIsGoneOrOfUnknownOrigin_IsMirrored()
    {
        var arm = Copy with { Platforms = [Platform.Parse("linux/arm64")] };
        var record = Record(days: 1) with { Upstream = New.Digest, Platforms = arm.Platforms };

        var gone = CopyPlanner.Plan(arm, new CopyFacts { Upstream = New, Record = record }, null, Now);
        var unknown = CopyPlanner.Plan(arm, new CopyFacts { Upstream = New, Copy = New.Digest }, null, Now);

        Assert.That(gone.Action, Is.EqualTo(CopyAction.Mirror));
        Assert.That(unknown.Reasons, Is.EqualTo(new[] { $"upstream redis:7 is {New.Digest.Short} now" }));
    }

    [Test]
    public void Copy_OfSomePlatforms_IsComparedByTheUpstreamThatItIsOf()
    {
        var arm = Copy with { Platforms = [Platform.Parse("linux/arm64")] };
        var record = Record(days: 1) with { Upstream = New.Digest, Platforms = arm.Platforms };
        var facts = new CopyFacts
        {
            Upstream = New,
            Copy = Old.Digest,
            Record = record,
        };

        Assert.That(CopyPlanner.Plan(arm, facts, null, Now).Action, Is.EqualTo(CopyAction.Nothing));
        Assert.That(
            CopyPlanner.Plan(arm with { Platforms = [Platform.Parse("linux/amd64")] }, facts, null, Now).Action,
            Is.EqualTo(CopyAction.Mirror),
            "other platforms are another copy"
        );
    }

    private static CopyRecord Record(int days) => new(Old, Old.Digest, Now.AddDays(-days));

    private static void AssertPlanned(CopyFacts facts, CopyAction action, string reason, string? objection = null)
    {
        var planned = CopyPlanner.Plan(Copy, facts, objection, Now);

        Assert.That(planned.Action, Is.EqualTo(action));
        Assert.That(string.Join("; ", planned.Reasons), Does.Contain(reason));
    }
}
