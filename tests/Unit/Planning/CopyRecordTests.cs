using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Where a copy comes from, as the registry keeps it.</summary>
internal sealed class CopyRecordTests
{
    private static readonly CopyRecord Record = new(
        new Descriptor(MediaTypes.DockerManifestList, Digest.Of("copy"u8), 1234),
        Digest.Of("upstream"u8),
        PlannerFacts.Time
    );

    [Test]
    public void Manifest_IsAnIndexOfTheCopyAlone()
    {
        var index = Record.ToManifest();

        Assert.That(index.IsIndex, Is.True);
        Assert.That(index.ReadIndex().Manifests, Is.EqualTo(new[] { Record.Copy }));
    }

    [Test]
    public void Manifest_ReadBack_SaysTheSame()
    {
        var record = Record with { Rejected = Digest.Of("bad"u8), Platforms = [Platform.Parse("linux/arm/v7")] };

        var read = CopyRecord.Read(record.ToManifest())!;

        Assert.That(read with { Platforms = record.Platforms }, Is.EqualTo(record));
        Assert.That(read.Platforms, Is.EqualTo(record.Platforms));
    }

    [TestCase("""{"schemaVersion":2,"manifests":[]}""")]
    [TestCase(
        """{"schemaVersion":2,"manifests":[],"annotations":{"org.opencontainers.image.created":"2026-11-21T14:36:00Z"}}"""
    )]
    [TestCase("{}")]
    public void Manifest_OfSomethingElse_IsNoRecord(string json) =>
        Assert.That(
            CopyRecord.Read(new Manifest(MediaTypes.OciIndex, System.Text.Encoding.UTF8.GetBytes(json))),
            Is.Null
        );

    [TestCase("backup-16-20261121", "16", "20261121")]
    [TestCase("backup-4-management-20260102", "4-management", "20260102")]
    [TestCase("backup-16-20261121", "1", null)]
    [TestCase("backup-16-alpine-20261121", "16", null)]
    [TestCase("backup-16-20261341", "16", null)]
    [TestCase("16", "16", null)]
    [TestCase("backup-16-20261121-2", "16", "20261121-2")]
    [TestCase("backup-16-20261121-12", "16", "20261121-12")]
    [TestCase("backup-16-20261121-2", "16-20261121", null)]
    [TestCase("backup-16-20261121-1", "16", null)]
    [TestCase("backup-16-20261121-02", "16", null)]
    [TestCase("backup-16-20261121--2", "16", null)]
    [TestCase("backup-16-20261121-2-3", "16", null)]
    [TestCase("backup-16-20261121-20261122", "16", null)]
    [TestCase("backup-16-20261121-20261122", "16-20261121", "20261122")]
    public void BackupTag_IsReadForItsOwnTagOnly(string text, string tag, string? day)
    {
        var backup = BackupTag.Parse(text, tag);

        Assert.That(backup?.ToString(), Is.EqualTo(day is null ? null : text));
        Assert.That(backup?.Name, Is.EqualTo(day));
    }

    [TestCase("", "backup-7-20261121")]
    [TestCase("backup-7-20261120 backup-7-20261120-2", "backup-7-20261121")]
    [TestCase("backup-7-20261121", "backup-7-20261121-2")]
    [TestCase("backup-7-20261121-9 backup-7-20261121-10", "backup-7-20261121-11")]
    public void BackupTag_OfAReplacedCopy_IsNoneThatThereIs(string there, string expected)
    {
        var backups = there.Split(' ').Select(text => BackupTag.Parse(text, "7")).OfType<BackupTag>();

        Assert.That(BackupTag.Next("7", PlannerFacts.Time, backups).ToString(), Is.EqualTo(expected));
    }

    [TestCase(0.5, "less than a minute old")]
    [TestCase(1, "1 minute old")]
    [TestCase(150, "2 hours old")]
    [TestCase(60 * 24 * 3, "3 days old")]
    public void Age_IsToldInTheUnitThatFits(double minutes, string text) =>
        Assert.That(CopyAge.Of(Record, Record.Time.AddMinutes(minutes)).ToString(), Is.EqualTo(text));
}
