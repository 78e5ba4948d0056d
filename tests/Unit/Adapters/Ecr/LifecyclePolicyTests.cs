using Bakehouse.Adapters.Ecr;
using Bakehouse.LocalEcr.Repositories;
using EcrPolicy = Bakehouse.LocalEcr.Repositories.LifecyclePolicy;
using Image = Bakehouse.LocalEcr.Repositories.Image;
using LifecyclePolicy = Bakehouse.Adapters.Ecr.LifecyclePolicy;

namespace Bakehouse.UnitTests.Adapters.Ecr;

/// <summary>The policies as ECR evaluates them, day by day.</summary>
internal sealed class LifecyclePolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Repository repository = new("team/base", Start)
    {
        RegistryId = "123456789012",
        Mutability = TagMutability.Parse("MUTABLE_WITH_EXCLUSION", [.. RepositorySettings.OfBuilt("").ImmutableTags]),
    };

    private int images;

    [TestCase("latest", ExpectedResult = true)]
    [TestCase("17-latest", ExpectedResult = true)]
    [TestCase("keep-1.4.0 1.4.0", ExpectedResult = true)]
    [TestCase("1.4.0", ExpectedResult = true)]
    [TestCase("17.6", ExpectedResult = true)]
    [TestCase("latest 1.4.0-dev202601010000 main", ExpectedResult = true)]
    [TestCase("keep-1.4.0 1.4.0 1.5.0-dev202601010000", ExpectedResult = true)]
    [TestCase("1.4.0-dev202601010000 feature", ExpectedResult = false)]
    [TestCase("feature", ExpectedResult = false)]
    [TestCase("17-feature", ExpectedResult = false)]
    [TestCase("3f786850e387550fdab836ed7e6dc881de23001b", ExpectedResult = false)]
    [TestCase("fp-3f786850 fp-3f786850-t01", ExpectedResult = false)]
    [TestCase("backup-latest-20260101", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    public bool Image_WithTags_IsThereAfterAYear(string tags)
    {
        Push(Start, tags.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Evaluate(LifecyclePolicy.OfBuilt, Start.AddDays(1));
        Assert.That(repository.Images, Is.Not.Empty, "after a day");
        Evaluate(LifecyclePolicy.OfBuilt, Start.AddDays(365));

        return repository.Images.Count > 0;
    }

    [TestCase("16", ExpectedResult = true)]
    [TestCase("16 backup-16-20260101", ExpectedResult = true)]
    [TestCase("16-feature", ExpectedResult = false)]
    [TestCase("copied-16", ExpectedResult = true)]
    [TestCase("backup-16-20260101", ExpectedResult = true)]
    [TestCase("15", ExpectedResult = false)]
    public bool Copy_WithTags_IsThereAfterAYear(string tags)
    {
        Push(Start, tags.Split(' '));

        Evaluate(LifecyclePolicy.OfCopies(["16", "17"], 6), Start.AddDays(365));

        return repository.Images.Count > 0;
    }

    [Test]
    public void Backups_OfCopiesThatServedForLong_AreCountedAndDoNotGoByTheDays()
    {
        for (var month = 0; month < 9; month++)
        {
            var now = Start.AddDays(30 * month);
            Tag(Push(now, "16"), $"backup-16-{now.AddDays(29):yyyyMMdd}");
            Evaluate(LifecyclePolicy.OfCopies(["16"], 3), now.AddDays(29));
        }

        Assert.That(repository.Tags.Keys.Where(tag => tag.StartsWith("backup-")).Order(), Has.Exactly(3).Items);
        Assert.That(repository.Tags.Keys, Does.Contain("16"));
    }

    [Test]
    public void Months_OfPipelines_LeaveWhatIsInUseAndAreBounded()
    {
        string? latest = null;
        var releases = new Dictionary<string, string>();
        var most = 0;
        for (var hour = 0; hour < 90 * 24; hour += 3)
        {
            var now = Start.AddHours(hour);
            var commit = $"{hour:x40}";

            // Every third commit of the default branch changes nothing of the image.
            latest =
                hour % 9 == 0 && latest is not null
                    ? Tag(latest, "main", commit)
                    : Push(now, "latest", "main", commit, $"fp-{hour}", $"fp-{hour}-t0");
            Push(now, $"feature-{hour % 30}", $"{hour:x39}f", $"fp-f{hour}");
            Push(now, $"1.{hour}.0-dev{now:yyyyMMddHHmm}", "work", $"fp-d{hour}");
            if (hour % (14 * 24) == 0)
            {
                releases[$"1.{hour}.0"] = Tag(latest, $"keep-1.{hour}.0", $"1.{hour}.0");
                Tag(latest, $"1.{hour + 1}.0-dev{now:yyyyMMddHHmm}");
            }

            if (hour % 24 == 0)
            {
                Evaluate(LifecyclePolicy.OfBuilt, now);
            }

            Assert.That(repository.Tags.GetValueOrDefault("latest"), Is.EqualTo(latest), $"latest after {hour} h");
            most = Math.Max(most, repository.Images.Count);
        }

        // 22 days of eight pipelines with some three images each, and the releases.
        Assert.That(most, Is.LessThan(22 * 8 * 3 + releases.Count));
        Assert.That(
            releases.Where(release => repository.Tags.GetValueOrDefault(release.Key) != release.Value),
            Is.Empty
        );
        Assert.That(repository.Images.Values.Count(image => image.PushedAt < Start.AddDays(60)), Is.LessThan(8));
    }

    private string Push(DateTimeOffset time, params string[] tags)
    {
        var digest = $"sha256:{images++:x64}";
        var image = new Image(digest, "application/vnd.oci.image.manifest.v1+json", 1, time, []) { ManifestSize = 1 };
        repository = tags.Aggregate(repository.Put(image, null), (before, tag) => before.Put(image, tag));
        return digest;
    }

    private string Tag(string digest, params string[] tags)
    {
        var image = repository.Images[digest];
        repository = tags.Aggregate(repository, (before, tag) => before.Put(image, tag));
        return digest;
    }

    private void Evaluate(LifecyclePolicy policy, DateTimeOffset now)
    {
        var expired = LifecycleEvaluation.Evaluate(repository, EcrPolicy.Parse(policy.ToString()), now);
        repository = expired.Aggregate(repository, (before, expiry) => before.WithoutImage(expiry.Image.Digest));
    }
}
