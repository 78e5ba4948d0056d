using System.Net;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>
/// How ECR says its errors to a client of the OCI distribution protocol (OCI distribution specification, "Error codes").
/// </summary>
internal static class OciErrors
{
    public static Task WriteAsync(HttpResponse response, AwsException exception)
    {
        var (status, code) = exception.Code switch
        {
            "ThrottlingException" => (HttpStatusCode.TooManyRequests, "TOOMANYREQUESTS"),
            "RepositoryNotFoundException" => (HttpStatusCode.NotFound, "NAME_UNKNOWN"),
            "ImageTagAlreadyExistsException" => (HttpStatusCode.BadRequest, "TAG_INVALID"),
            "ReferencedImagesNotFoundException" => (HttpStatusCode.BadRequest, "MANIFEST_BLOB_UNKNOWN"),
            "AccessDeniedException" or "LimitExceededException" or AuthorizationTokens.Expired => (
                HttpStatusCode.Forbidden,
                "DENIED"
            ),
            "InvalidParameterException" => (HttpStatusCode.MethodNotAllowed, "UNSUPPORTED"),
            _ => (exception.Status, "UNKNOWN"),
        };
        return WriteAsync(response, status, code, exception.Message);
    }

    public static Task WriteAsync(HttpResponse response, HttpStatusCode status, string code, string message)
    {
        response.StatusCode = (int)status;
        response.ContentType = "application/json; charset=utf-8";
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        return response.WriteAsync(new JsonObject { ["errors"] = new JsonArray(error) }.ToJsonString() + "\n");
    }
}
