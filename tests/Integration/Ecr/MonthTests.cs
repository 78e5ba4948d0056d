using System.Security.Cryptography;
using System.Text;
using Amazon.ECR.Model;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>
/// A month of pipelines against ECR, whose lifecycle policies are carried out each night: what is in use stays, and the rest
/// is bounded. The month goes by in hours of its own.
/// </summary>
internal sealed class MonthTests
{
    private const int Days = 31;
    private const int RunsADay = 12;

    // The policies' own days, and one for the night in which they are carried out.
    private const int DaysKept = 22;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TagOwner Owner = new(ImageVersion.Parse("1.4.0", "VERSION"));

    private readonly List<string> commits = [];
    private readonly Dictionary<string, string> inUse = [];
    private LocalAccount account = null!;
    private RegistryClient client = null!;
    private SimulatedRepository app = null!;
    private SimulatedRepository steady = null!;
    private SimulatedRepository store = null!;
    private Manifest latest = null!;
    private Manifest unchanged = null!;

    [OneTimeSetUp]
    public async Task LiveAMonthAsync()
    {
        account = await LocalAccount.OpenAsync();
        client = await account.RegistryAsync();
        var aws = Substitute.For<IAwsClients>();
        aws.Ecr(LocalAccount.Region).Returns(_ => account.Client());
        (app, steady, store) = (Repository("app"), Repository("steady"), Repository("utility/store"));
        await app.CreateAsync(RepositorySettings.OfBuilt("app"));
        await steady.CreateAsync(RepositorySettings.OfBuilt("steady"));
        await store.CreateAsync(RepositorySettings.OfCopies("utility/store", ["7", "8"], backups: 6));
        unchanged = await steady.BuildAsync("fp-steady", "latest", "main");
        await KeepCopyAsync("8", await store.CopyAsync("8"));
        for (var day = 0; day < Days; day++)
        {
            for (var run = 0; run < RunsADay; run++)
            {
                await RunAsync(day, run);
                await account.PostAsync("_local/clock", new { advance = TimeSpan.FromDays(1.0 / RunsADay) });
            }

            await account.PostAsync("_local/lifecycle", new { });
            await AssertInUseAsync(day);
        }

        SimulatedRepository Repository(string name) => new(account, aws, client, name);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        client?.Dispose();
        if (account is not null)
        {
            await account.DisposeAsync();
        }
    }

    [Test]
    public async Task Images_ThatNobodyUses_AreThoseOfThreeWeeks()
    {
        var old = (await app.ImagesAsync()).Where(image => AgeOf(image) > DaysKept).ToList();

        Assert.That(old.Select(image => image.ImageTags), Is.All.Some.StartsWith(ReservedNames.ReleaseMark));
        Assert.That(old, Has.Count.EqualTo(1), "the release of the first week");
    }

    [Test]
    public async Task Images_WithoutTags_AreThoseOfAWeek()
    {
        var untagged = (await app.ImagesAsync()).Where(image => image.ImageTags is not { Count: > 0 }).ToList();

        Assert.That(untagged, Is.Not.Empty);
        Assert.That(untagged.Select(AgeOf), Is.All.LessThanOrEqualTo(8));
    }

    [Test]
    public async Task DevelopmentBuilds_AreThoseOfThreeWeeks()
    {
        var builds = (await app.ImagesAsync()).Where(image =>
            image.ImageTags?.Exists(tag => tag.Contains("-dev2")) == true
        );

        Assert.That(builds.Select(AgeOf).ToList(), Has.Count.EqualTo(DaysKept - 1).Within(1));
    }

    [Test]
    public async Task Image_ThatDidNotChange_HasTheTagsOfTheNewestCommits()
    {
        var image = (await steady.ImagesAsync()).Single(image => image.ImageDigest == unchanged.Digest.ToString());

        Assert.That(commits, Has.Count.GreaterThan(TagLimit.Most), "commits of the month");
        Assert.That(image.ImageTags, Has.Count.InRange(TagLimit.Rest, TagLimit.Most));
        Assert.That(image.ImageTags, Is.SupersetOf(commits.Take(100).Where(IsPushed)));
    }

    [Test]
    public async Task Copies_AreThoseInUseTheirRecordsAndTheirBackups()
    {
        var tags = (await store.ImagesAsync()).SelectMany(image => image.ImageTags ?? []).ToList();

        Assert.That(
            tags.Where(tag => !tag.StartsWith(BackupTag.Prefix)),
            Is.EquivalentTo(inUse.Keys.Where(IsOfCopies))
        );
        Assert.That(tags.Count(tag => tag.StartsWith(BackupTag.Prefix)), Is.EqualTo(3));
        static bool IsOfCopies(string tag) => tag is "7" or "8" or "copied-7" or "copied-8";
    }

    private async Task RunAsync(int day, int run)
    {
        var now = Start.AddDays(day).AddHours(run * 24.0 / RunsADay);
        var commit = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{day} {run}")))[..40];
        commits.Insert(0, commit);
        switch (run)
        {
            // The default branch; every third of its commits changes the image.
            case < 6:
                await OnMainAsync(day, run, commit, now);
                break;

            // A branch lives for four days, and each of its commits changes the image.
            case < 10:
                var slug = $"feature-{day / 4}";
                var tags = TagsOf(Branch(slug, commit), now);
                Use(await app.BuildAsync($"fp-{commit}", tags), slug);
                await steady.RetagAsync(unchanged, commits, tags);
                break;

            // Somebody at their machine.
            case 10:
                var work = Branch("work", commit) with { InCi = false, IsDirty = true };
                await app.BuildAsync($"fp-{commit}", TagsOf(work, now));
                await steady.RetagAsync(unchanged, commits, TagsOf(work, now));
                break;

            // On Mondays the copies are refreshed.
            default:
                await (day % 7 == 0 ? RefreshAsync(now) : Task.CompletedTask);
                break;
        }
    }

    private async Task OnMainAsync(int day, int run, string commit, DateTimeOffset now)
    {
        var isRelease = run == 5 && day % 10 == 4;
        var owner = new TagOwner(ImageVersion.Parse($"1.{day}.0", "VERSION"));
        var source = Branch("main", commit) with { IsOnDefaultBranch = true };
        string[] tags = [.. TagPolicy.For(owner, source, isRelease, now).Tags.Select(tag => tag.Name)];
        string[] marks = isRelease ? [$"{ReservedNames.ReleaseMark}1.{day}.0"] : [];
        if (run % 3 == 0)
        {
            latest = await app.BuildAsync($"fp-{commit}", tags);
        }
        else
        {
            await app.RetagAsync(latest, commits, [.. marks, .. tags]);
        }

        Use(latest, ["latest", "main", .. isRelease ? (string[])[$"1.{day}.0", .. marks] : []]);
        await steady.RetagAsync(unchanged, commits, [.. tags.Where(tag => !tag.Contains('.'))]);
    }

    private async Task RefreshAsync(DateTimeOffset now)
    {
        var backups = new CopyBackups(client.Manifests, client.Tags);
        var name = store.Name.WithTag("7");
        if (await client.Manifests.HeadAsync(name) is { } replaced)
        {
            await backups.KeepAsync(name, replaced.Digest, now, Branch("main", commits[0]), default);
        }

        await KeepCopyAsync("7", await store.CopyAsync("7"));
        await backups.PruneAsync(name, 3, default);
    }

    private async Task KeepCopyAsync(string tag, Manifest copy)
    {
        var record = new CopyRecord(copy.Descriptor, copy.Digest, Start).ToManifest();
        await store.TagAsync(record, CopyRecord.TagOf(tag));
        Use(copy, tag);
        Use(record, CopyRecord.TagOf(tag));
    }

    private void Use(Manifest image, params IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            inUse[tag] = image.Digest.ToString();
        }
    }

    private async Task AssertInUseAsync(int day)
    {
        var there = (await app.ImagesAsync())
            .Concat(await store.ImagesAsync())
            .SelectMany(image => (image.ImageTags ?? []).Select(tag => KeyValuePair.Create(tag, image.ImageDigest)));
        var wanted = inUse.Where(use => !use.Key.StartsWith("feature-") || use.Key == $"feature-{day / 4}");
        Assert.That(wanted.Except(there), Is.Empty, $"in use on day {day}, and gone");
        var tags = (await steady.ImagesAsync())
            .Single(image => image.ImageDigest == unchanged.Digest.ToString())
            .ImageTags;
        Assert.That(
            tags,
            Is.SupersetOf((string[])["latest", "main", .. commits.Take(20).Where(IsPushed)]),
            $"day {day}"
        );
    }

    // The last run of a day is no commit's; what is not committed has no tag of one.
    private bool IsPushed(string commit) =>
        commits.Count - 1 - commits.IndexOf(commit) is var run && run % RunsADay < 10;

    private static double AgeOf(ImageDetail image) =>
        (DateTime.UtcNow.AddDays(Days) - image.ImagePushedAt!.Value.ToUniversalTime()).TotalDays;

    private static SourceFacts Branch(string slug, string commit) =>
        new()
        {
            InCi = true,
            Commit = commit,
            Branch = slug,
            Slug = slug,
            DefaultBranch = "main",
        };

    private static string[] TagsOf(SourceFacts source, DateTimeOffset now) =>
        [.. TagPolicy.For(Owner, source, isRelease: false, now).Tags.Select(tag => tag.Name)];
}
