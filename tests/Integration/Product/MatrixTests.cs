using Bakehouse.Images;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>The variants of an image: targets, parents, repository and tags, as a run makes them.</summary>
public sealed class MatrixTests
{
    private ImageTree tree = null!;
    private string commit = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteImage("pg-base", "base-build", "ARG PG_VERSION\nENV PG_VERSION=${PG_VERSION}\n");
        tree.WriteImage("ext-builder", "pg-base");
        commit = await tree.CommitAsync("A matrix");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Release_OfAllVariants_HasTheirTagsInOneRepository()
    {
        (await tree.RunAsync("--target=Push-Ext-Builder", "--release")).Succeeded();

        Assert.That(
            await tree.Registry.NamesAsync("ext-builder"),
            Is.EquivalentTo(
                PostgresVersions.All.SelectMany(postgres =>
                    (string[])
                        [
                            $"{postgres.Major}-latest",
                            $"{postgres.Major}-main",
                            $"{postgres.Major}-{commit}",
                            postgres.Release,
                        ]
                )
            )
        );
        foreach (var postgres in PostgresVersions.All)
        {
            Assert.That(
                await tree.Registry.ConfigurationAsync("ext-builder", postgres.Release),
                Does.Contain($"PG_VERSION={postgres.Version}"),
                "It stands on the matching variant."
            );
        }
    }

    [Test]
    public async Task OneVariant_PushedToAnotherRepository_LeavesTheOthersAlone()
    {
        var postgres = PostgresVersions.All[^1];
        tree.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = null;
        tree.Variables["DOCKER_REPO"] = $"{tree.Prefix}/private-repo";

        (await tree.RunAsync($"--target=Push-Ext-Builder-{postgres.Major}")).Succeeded();

        var names = await tree.Registry.NamesAsync("private-repo/ext-builder");
        Assert.That(
            names.Where(name => name.StartsWith($"{postgres.Release}-dev", StringComparison.Ordinal)),
            Is.Not.Empty
        );
        Assert.That(names, Is.All.StartsWith(postgres.Major));
    }

    [Test]
    public async Task Target_OfAVariantThatThereIsNot_ListsTheRightOnes()
    {
        var run = await tree.RunAsync("--target=Push-Ext-Builder-12");

        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.Error, Does.Contain("ext-builder has no variant '12'"));
            Assert.That(
                run.Error,
                Does.Contain(
                    string.Join(", ", PostgresVersions.All.Select(postgres => $"Ext-Builder-{postgres.Major}"))
                )
            );
        });
    }
}
