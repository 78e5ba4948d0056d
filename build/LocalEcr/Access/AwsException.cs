using System.Net;

namespace Bakehouse.LocalEcr.Access;

/// <summary>An error as AWS names it. Each protocol has its own way to tell it to the client.</summary>
/// <param name="code">The name in the service's model: <c>RepositoryNotFoundException</c>.</param>
/// <param name="message">What AWS says with it.</param>
/// <param name="status">The status in the JSON protocol.</param>
internal sealed class AwsException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
    : Exception(message)
{
    public string Code { get; } = code;

    public HttpStatusCode Status { get; } = status;
}
