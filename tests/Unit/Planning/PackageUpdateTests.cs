using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class PackageUpdateTests
{
    [TestCase("openssl 3.5.1-1 3.5.1-1+deb13u1", "openssl 3.5.1-1 → 3.5.1-1+deb13u1 is waiting")]
    [TestCase("vim 2:9.1.0-1 2:9.1.1-1", "vim 2:9.1.0-1 → 2:9.1.1-1 is waiting")]
    [TestCase("libc6:i386 2.41-12 2.41-13", "libc6:i386 2.41-12 → 2.41-13 is waiting")]
    public void Line_OfTheScript_IsAReasonOfThePlan(string line, string reason) =>
        Assert.That(PackageUpdate.Parse(line).ToString(), Is.EqualTo(reason));

    [TestCase("")]
    [TestCase("openssl 3.5.1-1")]
    [TestCase("openssl 3.5.1-1 3.5.1-2 [amd64]")]
    public void Line_OfAnythingElse_IsRefused(string line) =>
        Assert.That(() => PackageUpdate.Parse(line), Throws.TypeOf<FormatException>().With.Message.Contains(line));
}
