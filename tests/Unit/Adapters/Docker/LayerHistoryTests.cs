using Bakehouse.Adapters.Docker;

namespace Bakehouse.UnitTests.Adapters.Docker;

public sealed class LayerHistoryTests
{
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
}
