namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>What an engine is asked at its socket; where that comes to nothing, docker does it.</summary>
internal sealed class EngineApiTests : IDisposable
{
    private readonly AnsweringEngine engine = new();

    public void Dispose() => engine.Dispose();

    [Test]
    public async Task Tag_EngineAtItsSocket_GetsRepositoryAndTag()
    {
        var answering = engine.AnswerAsync("201 Created");

        var isTagged = await engine.Api.TryTagAsync("run/a:b", "127.0.0.1:5000/x/a:fp-1", CancellationToken.None);

        Assert.That(isTagged, Is.True);
        Assert.That(
            await answering,
            Does.StartWith("POST /images/run/a:b/tag?repo=127.0.0.1%3A5000%2Fx%2Fa&tag=fp-1 HTTP/1.1")
        );
    }

    [TestCase("404 Not Found")]
    [TestCase("500 Internal Server Error")]
    public async Task Tag_EngineThatRefuses_IsLeftToDocker(string status)
    {
        var answering = engine.AnswerAsync(status);

        Assert.That(await engine.Api.TryTagAsync("run/a:b", "x/a:fp-1", CancellationToken.None), Is.False);
        await answering;
    }

    [TestCase("200 OK")]
    [TestCase("404 Not Found")]
    public async Task Name_ThatIsRemoved_IsGoneAfterwards(string status)
    {
        var answering = engine.AnswerAsync(status);

        Assert.That(await engine.Api.TryRemoveAsync("127.0.0.1:5000/x/a:fp-1", CancellationToken.None), Is.True);
        Assert.That(await answering, Does.StartWith("DELETE /images/127.0.0.1:5000/x/a:fp-1?force=true HTTP/1.1"));
    }

    [Test]
    public async Task Name_ThatAContainerUses_IsLeftToDocker()
    {
        var answering = engine.AnswerAsync("409 Conflict");

        Assert.That(await engine.Api.TryRemoveAsync("run/a:b", CancellationToken.None), Is.False);
        await answering;
    }

    [TestCase("200 OK", "[]")]
    [TestCase("404 Not Found", null)]
    public async Task History_OfAnImage_IsWhatTheEngineAnswers(string status, string? expected)
    {
        var answering = engine.AnswerAsync(status, "[]");

        Assert.That(await engine.Api.FindHistoryAsync("run/a:b", CancellationToken.None), Is.EqualTo(expected));
        Assert.That(await answering, Does.StartWith("GET /images/run/a:b/history HTTP/1.1"));
    }
}
