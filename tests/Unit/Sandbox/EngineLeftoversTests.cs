using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class EngineLeftoversTests
{
    [Test]
    public void ParseMounts_OfManyMounts_GivesThoseInTheFoldersInnermostFirst()
    {
        const string mountInfo = """
            22 1 8:1 / / rw - ext4 /dev/sda1 rw
            30 22 0:30 / /a\040b/.sandbox/engine/overlay2/1/merged rw - overlay overlay rw
            31 22 0:4 net:[1] /run/bakehouse-1/netns/x rw shared:1 - nsfs nsfs rw
            32 30 0:31 / /a\040b/.sandbox/engine/overlay2/1/merged/proc rw - proc proc rw
            33 22 0:32 / /a\040b/.sandbox-of-somebody rw - tmpfs tmpfs rw

            """;

        Assert.That(
            EngineLeftovers.ParseMounts(mountInfo, "/a b/.sandbox", "/run/bakehouse-1"),
            Is.EqualTo(
                (string[])
                    [
                        "/a b/.sandbox/engine/overlay2/1/merged/proc",
                        "/run/bakehouse-1/netns/x",
                        "/a b/.sandbox/engine/overlay2/1/merged",
                    ]
            )
        );
    }
}
