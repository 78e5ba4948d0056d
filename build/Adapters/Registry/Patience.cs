namespace Bakehouse.Adapters.Registry;

/// <summary>
/// How long a silent server is waited for. What arrives or leaves counts as life, and starts it anew. A request is sent
/// twice to a server that does not answer (<see cref="RetryPolicy"/>), so one that never does costs two such waits.
/// </summary>
/// <param name="Answer">For an answer, or the next part of one.</param>
/// <param name="Upload">For the next part of an upload to be taken, and at its end for the answer: the registry may
/// be moving the whole blob by then.</param>
internal sealed record Patience(TimeSpan Answer, TimeSpan Upload)
{
    public static Patience Default { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));

    /// <exception cref="HttpRequestException">The server was silent for too long.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = Answer;
        if (request.Content is BlobContent blob)
        {
            limit = Upload;
            blob.Progress = () => silence.CancelAfter(limit);
        }
        silence.CancelAfter(limit);
        try
        {
            return await send(silence.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Over(limit, e);
        }
    }

    /// <inheritdoc cref="SendAsync"/>
    public async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Answer);
        try
        {
            return await stream.ReadAsync(buffer, silence.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Over(Answer, e);
        }
    }

    private static HttpRequestException Over(TimeSpan limit, Exception cause)
    {
        var problem = $"there was no answer for {limit.TotalSeconds:0.###} seconds";
        return new HttpRequestException(problem, new TimeoutException(problem, cause));
    }
}
