using System.Text;
using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class SandboxFoldersTests
{
    [Test]
    public void Run_InAnOrdinaryClone_IsInTheClone() =>
        Assert.That(new SandboxFolders("/home/me/images", "/cache").Run, Is.EqualTo("/home/me/images/.sandbox/run"));

    [Test]
    public void EngineSocket_InADeepClone_StillFitsASocketAddress()
    {
        var folders = new SandboxFolders("/builds/" + string.Join('/', Enumerable.Repeat("gruppe-ä", 12)), "/cache");

        Assert.That(Encoding.UTF8.GetByteCount(folders.EngineSocket), Is.LessThanOrEqualTo(107));
    }

    [Test]
    public void Id_WithATrailingSlash_IsTheSame() =>
        Assert.That(new SandboxFolders("/a/b/", "/cache").Id, Is.EqualTo(new SandboxFolders("/a/b", "/cache").Id));
}
