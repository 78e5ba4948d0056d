using System.Net;
using Polly;
using Polly.Retry;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Which answers are worth another attempt, and when: four more at the most, after 0.5 s and then twice as long each
/// time, or as long as the registry asks with <c>Retry-After</c> (RFC 9110, section 10.2.3). Only one more where nothing
/// was answered at all.
/// </summary>
internal static class RetryPolicy
{
    /// <summary>A registry that asks for more is not waited for: the run has better to do.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static ResiliencePipeline<HttpResponseMessage> Create(TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 4,
                    Delay = TimeSpan.FromSeconds(0.5),
                    MaxDelay = LongestWait,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = args => ValueTask.FromResult(IsPassing(args, time)),
                    DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Result, time)),
                }
            )
            .Build();

    private static bool IsPassing(RetryPredicateArguments<HttpResponseMessage> args, TimeProvider time) =>
        args.Outcome switch
        {
            { Exception: { } e } when IsSilence(e) => args.AttemptNumber < 1,
            { Exception: HttpRequestException e } => IsPassing(e.HttpRequestError, args.AttemptNumber),
            {
                Exception: RegistryException { Status: null }
                    or RegistryException { Code: RegistryErrors.DigestInvalid }
            } => true,
            { Result: { } response } => IsPassing(response.StatusCode) && !(RetryAfter(response, time) > LongestWait),
            _ => false,
        };

    /// <summary>Where nobody listens, somebody waits for the error: that is tried three times only.</summary>
    private static bool IsPassing(HttpRequestError error, int attempt) =>
        error switch
        {
            HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.SecureConnectionError => false,
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => attempt < 2,
            _ => true,
        };

    /// <summary>Each attempt at a silent server has already taken as long as anybody's patience.</summary>
    private static bool IsSilence(Exception? error) =>
        error is not null && (error is TimeoutException || IsSilence(error.InnerException));

    /// <summary>Whether the server may well answer better in a moment.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        || (status >= HttpStatusCode.InternalServerError && status != HttpStatusCode.NotImplemented);

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time)
    {
        var header = response?.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
