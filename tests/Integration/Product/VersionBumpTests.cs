using Bakehouse.Images;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>A version of PostgreSQL that is bumped in its one place.</summary>
public sealed class VersionBumpTests
{
    private const string Place = "build/Images/PostgresVersions.cs";
    private static readonly PostgresVersion Bumped = PostgresVersions.All[1];
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteImage("pg-base", "base-build", "ARG PG_VERSION\nENV PG_VERSION=${PG_VERSION}\n");
        tree.WriteImage("ext-builder", "pg-base");
        tree.WriteImage("ext-tester", "pg-base");
        tree.WriteImage(
            "pg-upgrade-tester",
            "ext-tester",
            "ARG PG_OLD_VERSION\nENV PG_OLD_VERSION=${PG_OLD_VERSION}\n"
        );
        await tree.CommitAsync("A matrix");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Plan_NamesTheVariantsConcernedWithTheReason()
    {
        (await tree.RunAsync("--target=Push-All")).Succeeded();
        var text = await File.ReadAllTextAsync(Path.Combine(SandboxUnderTest.Clone, Place));
        using var program = await ExtendedProgram.BuildAsync(
            (Path.GetFileName(Place), text.Replace($"\"{Bumped.Version}\"", $"\"{Bumped.Major}.999\""))
        );

        var plan = (await program.RunAsync(tree, "--target=Plan")).Succeeded();

        string[] unconcerned = ["base-root", "base-build", .. MajorsOf(major => major != Bumped.Major)];
        Assert.That(unconcerned.Select(plan.ActionOf), Is.All.EqualTo("nothing").Or.EqualTo("retag"), plan.All);
        Assert.That(plan.ReasonOf($"pg-base-{Bumped.Major}"), Is.EqualTo("build argument PG_VERSION changed"));
        foreach (var image in (string[])["ext-builder", "ext-tester"])
        {
            Assert.That(
                plan.ReasonOf($"{image}-{Bumped.Major}"),
                Is.EqualTo($"parent pg-base-{Bumped.Major} will be built")
            );
        }

        foreach (var (old, @new) in PostgresVersions.Upgrades)
        {
            var isConcerned = old == Bumped || @new == Bumped;
            Assert.That(
                plan.ActionOf($"pg-upgrade-tester-{old.Major}-{@new.Major}"),
                isConcerned ? Is.EqualTo("build") : Is.EqualTo("nothing").Or.EqualTo("retag")
            );
        }
    }

    private static IEnumerable<string> MajorsOf(Func<string, bool> condition) =>
        PostgresVersions
            .All.Select(postgres => postgres.Major)
            .Where(condition)
            .SelectMany(major => (string[])[$"pg-base-{major}", $"ext-builder-{major}", $"ext-tester-{major}"]);
}
