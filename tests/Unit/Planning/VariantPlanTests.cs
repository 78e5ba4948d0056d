using Bakehouse.Planning;
using Bakehouse.UnitTests.Facts;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What a plan says of the variants of images.</summary>
internal sealed class VariantPlanTests : IDisposable
{
    private readonly FactFixture fixture = new();
    private readonly MatrixRoot root = new();

    public VariantPlanTests() =>
        fixture
            .Tree.WithDockerfile("matrix-root", "ARG PG\nFROM scratch\nARG PG\n")
            .With("matrix-child", "matrix-root")
            .WithClass(root, new MatrixChild());

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Plan_AVersionIsBumped_BuildsTheVariantsConcernedAndSaysWhy()
    {
        await fixture.PublishAsync(["matrix-root-16", "matrix-child-16"], tested: true, "16-topic");
        await fixture.PublishAsync(["matrix-root-17"], tested: true, "17-topic");
        await fixture.PublishAsync(["matrix-child-16.1-17"], tested: true, "16.1-17-topic");
        root.Pin = "17.7";

        var plan = await fixture.PlanAsync();

        Assert.That(
            plan.Images.Where(image => image.Action == ImageAction.Build)
                .Select(image => (image.Name, string.Join("; ", image.Reasons))),
            Is.EqualTo(
                new[]
                {
                    ("matrix-root-17", "build argument PG changed"),
                    ("matrix-child-16.1-17", "parent matrix-root-17 will be built"),
                }
            )
        );
    }

    [Test]
    public async Task Plan_OfVariants_HasTheirRepositoryAndTheTagsThatTheyLead()
    {
        var planned = (await fixture.PlanAsync()).Find("matrix-child-16")!;

        Assert.Multiple(() =>
        {
            Assert.That(planned.Repository, Is.EqualTo("utility/child"));
            Assert.That(planned.Variant, Is.EqualTo("16"));
            Assert.That(
                planned.Tags.Select(tag => tag.Name),
                Is.EqualTo(new[] { "16-topic", $"16-{PlannerFacts.Commit}" })
            );
        });
    }
}
