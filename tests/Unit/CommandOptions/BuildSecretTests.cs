using Bakehouse.CommandOptions;

namespace Bakehouse.UnitTests.CommandOptions;

public sealed class BuildSecretTests
{
    [TestCase("id=feed,src=a/b", "feed", "a/b", null)]
    [TestCase("id=feed,source=a/b", "feed", "a/b", null)]
    [TestCase("ID=feed,SRC=a/b", "feed", "a/b", null)]
    [TestCase("type=file,id=feed,src=a/b", "feed", "a/b", null)]
    [TestCase("id=feed,env=TOKEN", "feed", null, "TOKEN")]
    [TestCase("type=env,id=feed,src=TOKEN", "feed", null, "TOKEN")]
    [TestCase("type=env,id=feed,env=TOKEN", "feed", null, "TOKEN")]
    [TestCase("id=feed", "feed", null, null)]
    [TestCase("id=feed,\"src=a,b\"", "feed", "a,b", null)]
    public void Secret_IsReadAsDockerReadsIt(string text, string id, string? file, string? variable) =>
        Assert.That(BuildSecret.Parse(text), Is.EqualTo(new BuildSecret(id, file, variable)));
}
