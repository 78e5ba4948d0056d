using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

public sealed class GraphLayoutTests
{
    [Test]
    public void Layout_OfATree_HasAColumnPerDepthAndParentsBesideTheirFirstChild()
    {
        var places = Layout("root", "build:root", "sbt:build", "runtime:root", "jre:runtime", "node:runtime");

        PlacedImage[] expected =
        [
            new("root", 0, 0),
            new("build", 1, 0),
            new("sbt", 2, 0),
            new("runtime", 1, 1),
            new("jre", 2, 1),
            new("node", 2, 2),
        ];
        Assert.That(places, Is.EqualTo(expected));
    }

    [Test]
    public void Layout_OfAnImageWithSeveralParents_IsRightOfTheDeepest()
    {
        var places = Layout("root", "build:root", "tools", "service:tools,build");

        Assert.That(places[^1].Column, Is.EqualTo(2));
    }

    [Test]
    public void Layout_OfAThousandImages_GivesNoTwoTheSamePlace()
    {
        var random = new Random(7);
        var images = Enumerable
            .Range(0, 1000)
            .Select(number =>
                $"i{number}:{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"i{random.Next(number)}"))}"
            );

        var places = Layout([.. images]);

        Assert.That(places.Select(place => (place.Column, place.Row)), Is.Unique);
        Assert.That(places, Has.Count.EqualTo(1000));
    }

    [Test]
    public void Layout_OfAParentOutsideTheRun_IsARoot() => Assert.That(Layout("sbt:build")[0].Column, Is.Zero);

    private static IReadOnlyList<PlacedImage> Layout(params string[] images) =>
        GraphLayout.Of([
            .. images
                .Select(image => image.Split(':'))
                .Select(parts =>
                    (
                        parts[0],
                        (IReadOnlyList<string>)
                            [.. parts.Skip(1).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries))]
                    )
                ),
        ]);
}
