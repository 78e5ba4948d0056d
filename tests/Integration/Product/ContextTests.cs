using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What is built is of the files as they are now, also where only a byte of one is another than a build ago.</summary>
public sealed class ContextTests
{
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteImage("plain", "base-root");
        tree.Write(
            "images/beside/.docker/IMAGES.json",
            """
            {"images": [{"builder_type": "dockerfile", "name": "inner", "version": "1", "working_dir": "../context/", "tag": "inner:1"}]}
            """
        );
        tree.Write("images/beside/.docker/dockerfile/Dockerfile.inner-1", "FROM base-root\nCOPY content /inner-1\n");
        tree.Write("images/beside/context/content", "inner\n");
        await tree.CommitAsync("A Dockerfile in its context, and one beside");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [TestCase("plain", "images/plain/content", "plain:main")]
    [TestCase("inner-1", "images/beside/context/content", "inner:1")]
    public async Task File_ThatChangesAndKeepsItsSize_IsTheNewOneInTheImage(string image, string file, string name)
    {
        // BuildKit keeps what it got of earlier contexts, and takes any of them to begin with.
        foreach (var content in (string[])["first", "other", "third"])
        {
            tree.Write(file, content + "\n");
            await tree.CommitAsync($"The content is {content}");

            (await tree.RunAsync($"--target=Push-{image}")).Succeeded();

            Assert.That(await tree.Engine.FileAsync(name, $"/{image}"), Is.EqualTo($"{content}\n"));
        }
    }
}
