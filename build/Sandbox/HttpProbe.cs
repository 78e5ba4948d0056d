namespace Bakehouse.Sandbox;

/// <summary>Asks a daemon over HTTP whether it is ready.</summary>
internal static class HttpProbe
{
    // Where no daemon listens is known at once. One that takes its time is busy with what is run on it: that is no reason
    // to have it started anew under all of that.
    private static readonly TimeSpan LimitOfDaemons = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LimitFarAway = TimeSpan.FromSeconds(5);

    /// <summary>Whether the address answers with a success status; false also where nothing listens.</summary>
    public static async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        return await AnswersAsync(handler, address, cancellationToken);
    }

    public static Task<bool> AnswersAsync(
        HttpMessageHandler handler,
        string address,
        CancellationToken cancellationToken
    ) => AskAsync(handler, address, response => response.IsSuccessStatusCode, LimitOfDaemons, cancellationToken);

    /// <summary>Whether there is a server, whatever it answers; asked as this machine asks what is far away.</summary>
    public static async Task<bool> IsThereAsync(string address, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler();
        return await AskAsync(handler, address, _ => true, LimitFarAway, cancellationToken);
    }

    private static async Task<bool> AskAsync(
        HttpMessageHandler handler,
        string address,
        Func<HttpResponseMessage, bool> judge,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = limit };
        try
        {
            using var response = await client.GetAsync(new Uri(address), cancellationToken);
            return judge(response);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
