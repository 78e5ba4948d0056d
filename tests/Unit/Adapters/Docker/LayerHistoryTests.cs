using Bakehouse.Adapters.Docker;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Docker;

public sealed class LayerHistoryTests
{
    private const string OfBuildKit = """
        {"CreatedBy":"CMD [\"x\"]","Size":"0"}
        {"CreatedBy":"COPY b /b # buildkit","Size":"30000000"}
        {"CreatedBy":"COPY b /b # buildkit","Size":"30000000"}
        {"CreatedBy":"WORKDIR /made","Size":"0"}
        {"CreatedBy":"ENV X=1","Size":"0"}
        {"CreatedBy":"","Size":"60000000"}
        """;

    [Test]
    public void Layers_OfAHistory_AreThoseThatHoldSomethingFromTheBaseUp()
    {
        const string history = """
            {"Comment":"buildkit.dockerfile.v0","CreatedBy":"ENV A=1","Size":"0"}
            {"Comment":"buildkit.dockerfile.v0","CreatedBy":"RUN /bin/sh -c apt-get install --yes jq # buildkit","Size":"2048"}
            {"Comment":"","CreatedBy":"/bin/sh -c #(nop) COPY dir:1f in /usr/bin ","Size":"1024"}
            {"Comment":"Imported from -","CreatedBy":"","Size":"119788882"}

            """;

        Assert.That(
            LayerHistory.Read(history),
            Is.EqualTo(
                new EngineLayer[]
                {
                    new("", 119_788_882),
                    new("COPY dir:1f in /usr/bin", 1_024),
                    new("RUN /bin/sh -c apt-get install --yes jq", 2_048),
                }
            )
        );
    }

    [Test]
    public void Layers_OfTheEnginesOwnAnswer_AreTheSame() =>
        Assert.That(
            LayerHistory.Read(
                """
                [{"Comment":"","Created":1,"CreatedBy":"COPY b /b # buildkit","Id":"a","Size":30,"Tags":["b:1"]},
                 {"Comment":"","Created":1,"CreatedBy":"ENV X=1","Id":"<missing>","Size":0,"Tags":null}]
                """
            ),
            Is.EqualTo(new EngineLayer[] { new("COPY b /b", 30) })
        );

    [Test]
    public void Sizes_OfBuildKitsLayers_IncludeThoseOfEmptyOnes()
    {
        Digest[] diffIds = [DiffId('a'), DiffId('b'), DiffId('c'), DiffId('c')];

        Assert.That(
            LayerHistory.Sizes(OfBuildKit, diffIds),
            Is.EquivalentTo(
                new Dictionary<string, long>
                {
                    ["aaaaaaaaaaaa"] = 60_000_000,
                    ["bbbbbbbbbbbb"] = 0,
                    ["cccccccccccc"] = 30_000_000,
                }
            )
        );
    }

    [Test]
    public void Sizes_OfLayersThatTheHistoryDoesNotTellApart_AreNotGuessed() =>
        Assert.That(LayerHistory.Sizes(OfBuildKit, [DiffId('a'), DiffId('b'), DiffId('c')]), Is.Empty);

    private static Digest DiffId(char digit) => Digest.Parse($"sha256:{new string(digit, 64)}");
}
