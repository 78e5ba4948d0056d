using System.Net;
using System.Text.Json;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;
using Microsoft.AspNetCore.Http.Extensions;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>The OCI distribution protocol as ECR speaks it, in front of the storage.</summary>
internal sealed class RegistryGateway(
    GatewayLogin login,
    CallGate gate,
    Registry registry,
    Storage storage,
    ManifestGateway manifests,
    TagListing listing
)
{
    /// <summary>The account setting that lets a push take blobs from other repositories.</summary>
    public const string BlobMounting = "BLOB_MOUNTING";

    /// <param name="context">The request.</param>
    /// <param name="path">What follows <c>/v2/</c>.</param>
    public async Task HandleAsync(HttpContext context, string path)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        if (await login.IdentifyAsync(context) is not { } holder)
        {
            return;
        }

        try
        {
            await AnswerAsync(context, path, holder.PrincipalArn);
        }
        catch (AwsException exception)
        {
            await OciErrors.WriteAsync(context.Response, exception);
        }
        catch (JsonException exception)
        {
            await OciErrors.WriteAsync(
                context.Response,
                HttpStatusCode.BadRequest,
                "MANIFEST_INVALID",
                exception.Message
            );
        }
    }

    private Task AnswerAsync(HttpContext context, string path, string principalArn)
    {
        if (path.Length == 0)
        {
            return Task.CompletedTask;
        }

        var request = context.Request;
        if (GatewayRoute.Parse(path) is not { } route || route.ActionFor(request.Method) is not { } action)
        {
            const string message = "The operation is unsupported.";
            return OciErrors.WriteAsync(context.Response, HttpStatusCode.MethodNotAllowed, "UNSUPPORTED", message);
        }

        // All of a blob in one PUT is a part, and the end.
        if (action == "ecr:CompleteLayerUpload" && request.ContentLength is not (null or 0))
        {
            gate.Enter(principalArn, "ecr:UploadLayerPart", route.Repository);
        }

        gate.Enter(principalArn, action, route.Repository);
        var repository = registry.Get(route.Repository);
        return (route.Kind, request.Method) switch
        {
            ("manifests", "DELETE") => manifests.DeleteAsync(context, repository, route.Reference),
            ("manifests", "PUT") => manifests.PutAsync(context, repository, route.Reference),
            ("manifests", _) => manifests.GetAsync(context, repository, route.Reference),
            ("blobs", "GET") => RedirectAsync(context, path, route),
            ("uploads", "POST") => BeginUploadAsync(context, path, principalArn),
            ("tags", _) => listing.ListTagsAsync(context, repository),
            ("referrers", _) => listing.ListReferrersAsync(context, repository, route.Reference),
            _ => storage.ForwardAsync(context, path + request.QueryString),
        };
    }

    // As ECR sends its clients to S3.
    private async Task RedirectAsync(HttpContext context, string path, GatewayRoute route)
    {
        if (await storage.HasBlobAsync(route.Repository, route.Reference, context.RequestAborted))
        {
            context.Response.StatusCode = (int)HttpStatusCode.TemporaryRedirect;
            context.Response.Headers.Location = storage.AddressOf(path).AbsoluteUri;
        }
        else
        {
            const string message = "The requested layer was not found.";
            await OciErrors.WriteAsync(context.Response, HttpStatusCode.NotFound, "BLOB_UNKNOWN", message);
        }
    }

    private Task BeginUploadAsync(HttpContext context, string path, string principalArn)
    {
        var query = context.Request.Query;
        if (query.ContainsKey("mount") && registry.Settings.GetValueOrDefault(BlobMounting) == "ENABLED")
        {
            var source = query["from"].ToString();
            gate.Enter(principalArn, "ecr:GetDownloadUrlForLayer", source);
            registry.Get(source);
            return storage.ForwardAsync(context, path + context.Request.QueryString);
        }

        // Where it does not mount, an upload begins as if nothing of it had been said.
        var rest = new QueryBuilder(query.Where(pair => pair.Key is not ("mount" or "from")));
        return storage.ForwardAsync(context, $"{path}{rest}");
    }
}
