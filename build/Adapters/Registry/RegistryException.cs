using System.Net;

namespace Bakehouse.Adapters.Registry;

/// <summary>A registry answered with an error, or not at all, or with something that isn't what was asked for.</summary>
public sealed class RegistryException(
    string message,
    HttpStatusCode? status = null,
    string? code = null,
    Exception? innerException = null
) : Exception(message, innerException)
{
    /// <summary>Null where no answer came, or where the answer was a lie.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The registry's own code, such as <c>MANIFEST_UNKNOWN</c> (OCI distribution-spec 1.1, "Error codes").</summary>
    public string? Code { get; } = code;
}
