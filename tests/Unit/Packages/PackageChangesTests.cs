using Bakehouse.Packages;

namespace Bakehouse.UnitTests.Packages;

public sealed class PackageChangesTests
{
    [Test]
    public void Changes_BetweenTwoLists_TellWhatCameWentAndMoved()
    {
        var changes = PackageChanges.Between(
            PackageList.Parse("bash 5.2\nopenssl 3.5.1-1\nsed 4.9\nvim 9\n"),
            PackageList.Parse("bash 5.2\nzsh 5\nopenssl 3.5.1-1+deb13u1\njq 1.7\n")
        );

        Assert.Multiple(() =>
        {
            Assert.That(changes.Added, Is.EqualTo(new Package[] { new("jq", "1.7"), new("zsh", "5") }));
            Assert.That(changes.Removed, Is.EqualTo(new Package[] { new("sed", "4.9"), new("vim", "9") }));
            Assert.That(
                changes.Changed,
                Is.EqualTo(new ChangedPackage[] { new("openssl", "3.5.1-1", "3.5.1-1+deb13u1") })
            );
            Assert.That(changes.Count, Is.EqualTo(5));
        });
    }

    [Test]
    public void Changes_BetweenEqualListsInAnotherOrder_AreNone()
    {
        var changes = PackageChanges.Between(PackageList.Parse("a 1\nb 2\n"), PackageList.Parse("b 2\na 1\n"));

        Assert.That(changes.Count, Is.Zero);
    }

    [Test]
    public void List_WithAPackageOfTwoArchitectures_HasItOnce() =>
        Assert.That(PackageList.Parse("libc6 2.41\nlibc6 2.41\n").Versions, Has.Count.EqualTo(1));

    [TestCase("bash")]
    [TestCase("bash 5.2 amd64")]
    [TestCase(" 5.2")]
    public void List_WithALineThatIsNoPackage_IsRefused(string line) =>
        Assert.That(() => PackageList.Parse(line), Throws.TypeOf<FormatException>().With.Message.Contains(line));
}
