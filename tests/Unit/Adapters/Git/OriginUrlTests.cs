using Bakehouse.Adapters.Git;

namespace Bakehouse.UnitTests.Adapters.Git;

public sealed class OriginUrlTests
{
    [TestCase("https://gitlab-ci-token:s3cret@git.example/team/images.git", "https://git.example/team/images.git")]
    [TestCase("https://git.example/team/images", "https://git.example/team/images")]
    [TestCase("git@git.example:team/images.git", "git@git.example:team/images.git")]
    [TestCase("/home/somebody/images", null)]
    [TestCase("file:///home/somebody/images", null)]
    [TestCase(null, null)]
    public void Origin_OfRemote_HasNeitherCredentialsNorPathsOfTheMachine(string? url, string? expected)
    {
        Assert.That(OriginUrl.WithoutCredentials(url), Is.EqualTo(expected));
    }
}
