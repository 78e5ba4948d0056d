using System.Text;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Oci;

public sealed class DigestTests
{
    // The SHA-256 of nothing: FIPS 180-4, example.
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Test]
    public void Of_Nothing_IsTheKnownHash() => Assert.That(Digest.Of([]).ToString(), Is.EqualTo(Empty));

    [Test]
    public void Of_AStream_EqualsThatOfItsBytes()
    {
        var bytes = Encoding.UTF8.GetBytes("bread");

        Assert.That(Digest.Of(new MemoryStream(bytes)), Is.EqualTo(Digest.Of(bytes)));
    }

    [Test]
    public void Short_Always_HasTwelveDigits() =>
        Assert.That(Digest.Parse(Empty).Short, Is.EqualTo("sha256:e3b0c44298fc"));

    [TestCase("e3b0", "does not start with 'sha256:'")]
    [TestCase("sha256:e3b0", "has 4 digits, not 64")]
    [TestCase("sha256:E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "has 'E' where")]
    public void Parse_NoDigest_SaysWhy(string text, string problem) =>
        Assert.That(() => Digest.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(problem));
}
