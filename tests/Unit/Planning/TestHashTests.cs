using Bakehouse.Dockerfiles;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class TestHashTests
{
    private static readonly ContextFile Goss = new("goss.yaml", ContextFileKind.File, new string('a', 64));
    private static readonly ContextFile Bats = new("tests/a.bats", ContextFileKind.File, new string('b', 64));
    private static readonly TestInputs Inputs = new(
        "0.4.9",
        [new("base-root", [Goss]), new("base-build", [Goss, Bats])]
    );

    private static readonly TestCaseData[] Others =
    [
        Case("OtherGoss", Inputs with { GossVersion = "0.4.10" }),
        Case("OwnTestChanged", With(Goss with { Sha256 = Bats.Sha256 }, Bats)),
        Case("OwnTestRemoved", With(Goss)),
        Case("OwnTestExecutable", With(Goss, Bats with { Kind = ContextFileKind.Executable })),
        Case("OwnTestRenamed", With(Goss, Bats with { Path = "tests/b.bats" })),
        Case("ParentsTestChanged", Inputs with { Images = [new("base-root", [Bats]), Inputs.Images[1]] }),
        Case("ParentsInOtherOrder", Inputs with { Images = [.. Inputs.Images.Reverse()] }),
        Case("TestMovedToParent", Inputs with { Images = [new("base-root", [Goss, Bats]), new("base-build", [Goss])] }),
    ];

    [TestCaseSource(nameof(Others))]
    public void TestHash_OfOtherTests_Differs(TestInputs others) =>
        Assert.That(TestHash.Of(others), Is.Not.EqualTo(TestHash.Of(Inputs)));

    [Test]
    public void TestHash_OfSameTestsInOtherOrder_IsTheSame() =>
        Assert.That(TestHash.Of(With(Bats, Goss)), Is.EqualTo(TestHash.Of(Inputs)));

    [Test]
    public void TestedTag_OfFingerprint_HasBothHashes()
    {
        var fingerprint = new Fingerprint(new string('f', 64));
        var tests = new TestHash("0123456789abcdef" + new string('x', 48));

        Assert.That(fingerprint.TestedTag(tests), Is.EqualTo($"fp-{fingerprint.Hex}-t0123456789abcdef"));
    }

    private static TestInputs With(params ContextFile[] own) =>
        Inputs with
        {
            Images = [Inputs.Images[0], new("base-build", own)],
        };

    private static TestCaseData Case(string name, TestInputs others) =>
        new TestCaseData(others).SetArgDisplayNames(name);
}
