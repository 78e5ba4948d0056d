using Bakehouse.Sandbox;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Sandbox;

internal sealed class LocalEcrSecretTests
{
    [Test]
    public void Secret_IsTheFoldersOwnAndItsOwnersAlone()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();

        var secret = LocalEcrSecret.In(folder.Path);

        Assert.That(secret, Has.Length.EqualTo(40));
        Assert.That(LocalEcrSecret.In(folder.Path), Is.EqualTo(secret));
        Assert.That(LocalEcrSecret.In(other.Path), Is.Not.EqualTo(secret));
        Assert.That(Mode(folder.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static UnixFileMode Mode(string folder) =>
        OperatingSystem.IsWindows()
            ? throw new PlatformNotSupportedException()
            : File.GetUnixFileMode(Path.Combine(folder, "secret.key"));
}
