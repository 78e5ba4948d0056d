using System.Security.Cryptography;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Images;

/// <summary>The layer of base-root.</summary>
public sealed class RootfsTests
{
    [Test]
    public async Task Rootfs_MadeInTwoPlaces_IsTheSame()
    {
        await using var one = await RealImages.CopyAsync();
        await using var other = await RealImages.CopyAsync();

        // What git does not keep differs from clone to clone.
        foreach (
            var file in Directory.EnumerateFiles(other.PathOf("images/base-root"), "*", SearchOption.AllDirectories)
        )
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) & ~UnixFileMode.OtherRead & ~UnixFileMode.GroupRead);
        }

        var first = await MakeAsync(one, "022");
        var second = await MakeAsync(other, "077");

        Assert.That(second, Is.EqualTo(first));
    }

    private static async Task<string> MakeAsync(ImageTree tree, string umask)
    {
        var folder = tree.PathOf("images/base-root");
        var environment = new Dictionary<string, string?> { ["http_proxy"] = SandboxUnderTest.PackageProxy };
        using var make = Run.Start(folder, environment, "sh", "-c", $"umask {umask}; exec ./rootfs.sh");
        (await make.EndAsync()).Succeeded();
        await using var archive = File.OpenRead(Path.Combine(folder, "rootfs.tar"));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(archive));
    }
}
