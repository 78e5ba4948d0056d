using System.Net;
using System.Text;

namespace Bakehouse.UnitTests.Adapters.Registry;

/// <summary>
/// A wire that expects certain requests in a certain order: any other one fails the test, and so does one that
/// never came (<see cref="AssertAllCame"/>).
/// </summary>
internal sealed class StrictHttp : HttpMessageHandler
{
    private readonly Queue<Expectation> _expected = new();

    private sealed record Expectation(string Request, Func<HttpRequestMessage, string, HttpResponseMessage> Answer);

    /// <summary>Expects <c>METHOD address</c>; the answer is made from the request and its body.</summary>
    public StrictHttp Expect(string request, Func<HttpRequestMessage, string, HttpResponseMessage> answer)
    {
        _expected.Enqueue(new Expectation(request, answer));
        return this;
    }

    public StrictHttp Expect(
        string request,
        HttpStatusCode status,
        string body = "",
        string? mediaType = null,
        params (string Name, string Value)[] headers
    ) => Expect(request, (_, _) => Answer(status, body, mediaType, headers));

    public static HttpResponseMessage Answer(
        HttpStatusCode status,
        string body = "",
        string? mediaType = null,
        params (string Name, string Value)[] headers
    )
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (mediaType is not null)
            response.Content.Headers.Add("Content-Type", mediaType);
        foreach (var (name, value) in headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.Add(name, value);
            }
        return response;
    }

    public void AssertAllCame() =>
        Assert.That(_expected.Select(expectation => expectation.Request), Is.Empty, "requests that never came");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var actual = $"{request.Method} {request.RequestUri}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (!_expected.TryDequeue(out var expectation))
            throw new AssertionException($"Nothing was expected any more, but {actual} came.");
        Assert.That(actual, Is.EqualTo(expectation.Request));
        var response = expectation.Answer(request, body);
        response.RequestMessage = request;
        return response;
    }
}
