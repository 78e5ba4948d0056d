using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Packages;

public sealed class PackageLabelTests
{
    [Test]
    public void Label_OfAList_GivesItBack()
    {
        var label = PackageLabel.Write(PackageList.Parse("sed 4.9\nlibstdc++6 14.2.0-19\n"));

        Assert.That(PackageLabel.Read(label)!.ToString(), Is.EqualTo("libstdc++6 14.2.0-19\nsed 4.9\n"));
    }

    [Test]
    public void Label_OfTheSameListInAnotherOrder_IsTheSame() =>
        Assert.That(
            PackageLabel.Write(PackageList.Parse("b 2\na 1\n")),
            Is.EqualTo(PackageLabel.Write(PackageList.Parse("a 1\nb 2\n")))
        );

    [Test]
    public void Label_OfAnEmptyList_IsNotThatOfAnUnknownOne()
    {
        Assert.That(PackageLabel.Write(null), Is.Empty);
        Assert.That(PackageLabel.Read(PackageLabel.Write(PackageList.Parse("")))!.Versions, Is.Empty);
    }

    [Test]
    public void Label_OfMorePackagesThanFit_IsEmpty()
    {
        // Hashes do not compress.
        var lines = Enumerable.Range(0, 5_000).Select(number => $"p{number} {CanonicalText.Sha256($"{number}")}\n");

        Assert.That(PackageLabel.Write(PackageList.Parse(string.Concat(lines))), Is.Empty);
    }

    [TestCase("")]
    [TestCase("no base64!")]
    [TestCase("bm90IGd6aXBwZWQ=")]
    public void Label_ThatIsNone_TellsNothing(string label) => Assert.That(PackageLabel.Read(label), Is.Null);

    [TestCase("bakehouse-packages 2\nsed 4.9\n")]
    [TestCase("bakehouse-packages 1\nsed\n")]
    public void Label_OfAnotherVersion_OrDamaged_TellsNothing(string text) =>
        Assert.That(PackageLabel.Read(PackedText.Pack(text)), Is.Null);
}
