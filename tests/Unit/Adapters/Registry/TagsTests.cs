using System.Net;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class TagsTests : RegistryFixture
{
    private const string FirstPage = $"GET {Root}/bakery/bread/tags/list?n=1000";

    [Test]
    public async Task List_OverPages_GivesAll()
    {
        Http.Expect(
            FirstPage,
            HttpStatusCode.OK,
            """{"name":"bakery/bread","tags":["6","7"]}""",
            null,
            ("Link", "</v2/bakery/bread/tags/list?last=7&n=1000>; rel=\"next\"")
        );
        Http.Expect($"GET {Root}/bakery/bread/tags/list?last=7&n=1000", HttpStatusCode.OK, """{"tags":["8"]}""");

        Assert.That(await Client.Tags.ListAsync(Bread), Is.EqualTo((string[])["6", "7", "8"]));
    }

    [Test]
    public async Task List_PageThatNamesItselfAsTheNext_Ends()
    {
        Http.Expect(
            FirstPage,
            HttpStatusCode.OK,
            """{"tags":["6"]}""",
            null,
            ("Link", "<https://registry.test/v2/bakery/bread/tags/list?n=1000>; rel=\"next\"")
        );

        Assert.That(await Client.Tags.ListAsync(Bread), Is.EqualTo((string[])["6"]));
    }

    [TestCase(HttpStatusCode.NotFound, """{"errors":[{"code":"NAME_UNKNOWN"}]}""")]
    [TestCase(HttpStatusCode.OK, """{"name":"bakery/bread","tags":null}""")]
    public async Task List_OfNothing_IsEmpty(HttpStatusCode status, string body)
    {
        Http.Expect(FirstPage, status, body);

        Assert.That(await Client.Tags.ListAsync(Bread), Is.Empty);
    }

    [Test]
    public void List_OfSomethingElse_SaysSo()
    {
        Http.Expect(FirstPage, HttpStatusCode.OK, "<html>");

        Assert.That(
            () => Client.Tags.ListAsync(Bread),
            Throws.TypeOf<RegistryException>().With.Message.Contains("no list of tags")
        );
    }

    [TestCase(HttpStatusCode.Accepted, TagDeletion.Deleted)]
    [TestCase(HttpStatusCode.NotFound, TagDeletion.NotFound)]
    [TestCase(HttpStatusCode.BadRequest, TagDeletion.Unsupported)]
    [TestCase(HttpStatusCode.BadRequest, TagDeletion.Unsupported, """{"errors":[{"code":"DIGEST_INVALID"}]}""")]
    [TestCase(HttpStatusCode.MethodNotAllowed, TagDeletion.Unsupported)]
    public async Task Delete_OfATag_TellsWhatBecameOfIt(HttpStatusCode status, TagDeletion outcome, string body = "")
    {
        Http.Expect($"DELETE {Root}/bakery/bread/manifests/7", status, body);

        Assert.That(await Client.Tags.DeleteAsync(Bread), Is.EqualTo(outcome));
    }
}
