using System.Net;
using Bakehouse.Adapters.GitLab;
using Bakehouse.Adapters.Processes;
using Bakehouse.UnitTests.Adapters.Registry;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.GitLab;

public sealed class MergeRequestNoteTests : IDisposable
{
    private const string Notes = "https://gitlab.test/api/v4/projects/5/merge_requests/7/notes";
    private const string FirstPage = $"GET {Notes}?sort=asc&order_by=created_at&per_page=100&page=1";
    private readonly StrictHttp wire = new();
    private readonly HttpClient http;
    private readonly ICakeEnvironment cake = Substitute.For<ICakeEnvironment>();
    private readonly List<string> sent = [];

    public MergeRequestNoteTests()
    {
        http = new HttpClient(wire);
        Variable("CI_API_V4_URL", "https://gitlab.test/api/v4");
        Variable("CI_MERGE_REQUEST_PROJECT_ID", "5");
        Variable("CI_MERGE_REQUEST_IID", "7");
        Variable(MergeRequestNote.TokenVariable, "token");
    }

    private MergeRequestNote Note => new(new ChildEnvironment(cake), http);

    public void Dispose() => http.Dispose();

    [Test]
    public async Task Note_OfTheFirstPipeline_IsPosted()
    {
        wire.Expect(FirstPage, HttpStatusCode.OK, """[{ "id": 1, "body": "looks good" }]""");
        wire.Expect($"POST {Notes}", Keep);

        await Note.WriteAsync("### Images", default);

        wire.AssertAllCame();
        Assert.That(sent[0], Does.StartWith("token body=").And.EndWith("%23%23%23+Images"));
    }

    [Test]
    public async Task Note_OfALaterPipeline_ReplacesTheFirstOneWhereverItStands()
    {
        wire.Expect(FirstPage, HttpStatusCode.OK, "[]", null, ("X-Next-Page", "2"));
        wire.Expect(
            FirstPage[..^1] + "2",
            HttpStatusCode.OK,
            """[{ "id": 8, "body": "<!-- bakehouse -->\nold" }]""",
            null,
            ("X-Next-Page", "")
        );
        wire.Expect($"PUT {Notes}/8", Keep);

        await Note.WriteAsync("new", default);

        wire.AssertAllCame();
    }

    [Test]
    public void Note_ThatGitLabRefuses_IsAnErrorThatNamesTheTokenAndDoesNotTellIt()
    {
        wire.Expect(FirstPage, HttpStatusCode.Unauthorized);

        var error = Assert.ThrowsAsync<BakehouseException>(() => Note.WriteAsync("text", default))!;

        Assert.That(error.Problem, Does.Contain("401").And.Not.Contain("token"));
        Assert.That(error.Remedy, Does.Contain(MergeRequestNote.TokenVariable));
    }

    [Test]
    public void Note_WithoutAToken_IsKnownToBeImpossible()
    {
        Variable(MergeRequestNote.TokenVariable, "");

        Assert.That((Note.HasMergeRequest, Note.HasToken), Is.EqualTo((true, false)));
    }

    private HttpResponseMessage Keep(HttpRequestMessage request, string body)
    {
        sent.Add($"{request.Headers.GetValues("PRIVATE-TOKEN").Single()} {body}");
        return StrictHttp.Answer(HttpStatusCode.Created, "{}");
    }

    private void Variable(string name, string value) => cake.GetEnvironmentVariable(name).Returns(value);
}
