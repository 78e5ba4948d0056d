using Bakehouse.Dockerfiles;

namespace Bakehouse.UnitTests.Dockerfiles;

/// <summary>The expansion of global arguments in FROM. What is given: A=one, and EMPTY, which is the empty text.</summary>
public sealed class VariableTests
{
    private static readonly Dictionary<string, string> Given = new() { ["A"] = "one", ["EMPTY"] = "" };

    [TestCase("ARG A", "$A", "one")]
    [TestCase("ARG A=two", "${A}", "one")]
    [TestCase("ARG B=two", "${B}", "two")]
    [TestCase("ARG B=\"two\"", "img:$B", "img:two")]
    [TestCase("ARG B='two'", "$B-$B", "two-two")]
    [TestCase("ARG A=x B=${A}-b", "$B", "one-b")]
    [TestCase("ARG B=1\nARG B=2", "$B", "2")]
    [TestCase("ARG U", "img${U}", "img")]
    [TestCase("ARG U", "${U:-debian}", "debian")]
    [TestCase("ARG EMPTY=x", "${EMPTY:-debian}", "debian")]
    [TestCase("ARG EMPTY=x", "img${EMPTY-debian}", "img")]
    [TestCase("ARG A", "${A:-debian}", "one")]
    [TestCase("ARG A", "img${A:+-slim}", "img-slim")]
    [TestCase("ARG U", "img${U:+-slim}", "img")]
    [TestCase("ARG EMPTY", "img${EMPTY:+-slim}${EMPTY+-set}", "img-set")]
    [TestCase("ARG A", "${U:-${A}}", "one")]
    [TestCase("ARG A", "${A?}", "one")]
    [TestCase("ARG V=v1.2.3", "img:${V#v}", "img:1.2.3")]
    [TestCase("ARG V=1.2.3", "img:${V%.*}", "img:1.2")]
    [TestCase("ARG V=1.2.3", "img:${V%%.*}", "img:1")]
    [TestCase("ARG V=1.2.3", "img:${V#*.}", "img:2.3")]
    [TestCase("ARG V=1.2.3", "img:${V##*.}", "img:3")]
    [TestCase("ARG V=1.2.3", "img:${V/./-}", "img:1-2.3")]
    [TestCase("ARG V=1.2.3", "img:${V//./-}", "img:1-2-3")]
    [TestCase("ARG V=a/b", "${V//\\//-}", "a-b")]
    [TestCase("ARG A", "\"img:$A\"", "img:one")]
    [TestCase("ARG A", "'img'", "img")]
    [TestCase("ARG A", "img-$TARGETARCH", "img-amd64")]
    [TestCase("ARG TARGETARCH", "img-$TARGETARCH", "img-amd64")]
    [TestCase("ARG TARGETARCH=x", "img-${BUILDOS}-${TARGETPLATFORM}", "img-linux-linux/amd64")]
    public void From_WithVariables_IsExpandedAsBuildKitDoes(string arguments, string from, string expected)
    {
        var file = Dockerfile.Parse($"{arguments}\nFROM {from}", "Dockerfile");

        Assert.That(file.ImageReferences(Given).Single().Name, Is.EqualTo(expected));
    }

    [Test]
    public void From_ForAnotherPlatform_NamesThat()
    {
        var file = Dockerfile.Parse("FROM img-$TARGETARCH$TARGETVARIANT", "Dockerfile");

        Assert.That(file.ImageReferences(Given, "linux/arm/v7").Single().Name, Is.EqualTo("img-armv7"));
    }

    [TestCase("${BASE_BUILD}", "BASE_BUILD")]
    [TestCase("$BASE_BUILD", "BASE_BUILD")]
    [TestCase("${BASE_BUILD:-x}", "BASE_BUILD")]
    [TestCase("\"${BASE_BUILD}\"", "BASE_BUILD")]
    [TestCase("${BASE_BUILD}:1", null)]
    [TestCase("${BASE_BUILD}${TAG}", null)]
    [TestCase("${BASE_BUILD%x}", null)]
    [TestCase("base-build", null)]
    public void SoleArgument_OfFrom_IsTheOneThatDecidesAll(string from, string? expected)
    {
        var file = Dockerfile.Parse($"ARG BASE_BUILD=base-build\nARG TAG=:1\nFROM {from}", "Dockerfile");

        Assert.That(file.ImageReferences(Given).Single().SoleArgument, Is.EqualTo(expected));
    }

    [Test]
    public void Reference_ToParent_HasNameTextAndArguments()
    {
        var file = Dockerfile.Parse("ARG BASE_BUILD=base-build\nARG TAG=1\nFROM ${BASE_BUILD}:$TAG AS x", "Dockerfile");

        var reference = file.ImageReferences(Given).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reference.Name, Is.EqualTo("base-build:1"));
            Assert.That(reference.Text, Is.EqualTo("${BASE_BUILD}:$TAG"));
            Assert.That(reference.Arguments, Is.EqualTo((string[])["BASE_BUILD", "TAG"]));
        }
    }

    [Test]
    public void Arguments_OfFile_TellGlobalOnesFromThoseOfStages()
    {
        var file = Dockerfile.Parse("ARG A=1 B\nFROM x\nARG A\nENV C=1\nFROM y\nARG D=\"p q\"", "Dockerfile");

        Assert.That(
            file.Arguments,
            Is.EqualTo(
                (DockerfileArgument[])
                    [new("A", "1", null, 1), new("B", null, null, 1), new("A", null, 0, 3), new("D", "\"p q\"", 1, 6)]
            )
        );
    }

    [Test]
    public void Effective_OfGivenArguments_AreTheDeclaredOnesAndBuildKitsOwn()
    {
        var file = Dockerfile.Parse("ARG A\nFROM x\nARG B", "Dockerfile");
        string[] given = ["A", "B", "C", "SOURCE_DATE_EPOCH", "BUILDKIT_SYNTAX", "HTTP_PROXY"];

        var effective = file.Effective(given.ToDictionary(name => name, _ => "1"));

        Assert.That(
            effective.Keys,
            Is.EquivalentTo((string[])["A", "B", "SOURCE_DATE_EPOCH", "BUILDKIT_SYNTAX", "HTTP_PROXY"])
        );
    }
}
