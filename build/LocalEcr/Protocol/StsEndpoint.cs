using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Signing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>What Bakehouse asks of STS, version 2011-06-15, in the protocol AWS query: a form in, XML out.</summary>
internal sealed class StsEndpoint(
    RequestVerifier verifier,
    AccessKeys keys,
    CallGate gate,
    LocalEcrOptions options,
    TimeProvider time
)
{
    private const int UsualSession = 3600;
    private static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    // The two protocols have two names for one error.
    private static readonly Dictionary<string, (string Code, HttpStatusCode Status)> Errors = new()
    {
        ["AccessDeniedException"] = ("AccessDenied", HttpStatusCode.Forbidden),
        ["ExpiredTokenException"] = ("ExpiredToken", HttpStatusCode.Forbidden),
        ["IncompleteSignatureException"] = ("IncompleteSignature", HttpStatusCode.BadRequest),
        ["InvalidSignatureException"] = ("SignatureDoesNotMatch", HttpStatusCode.Forbidden),
        ["MissingAuthenticationTokenException"] = ("MissingAuthenticationToken", HttpStatusCode.Forbidden),
        ["ThrottlingException"] = ("Throttling", HttpStatusCode.BadRequest),
        ["UnrecognizedClientException"] = ("InvalidClientTokenId", HttpStatusCode.Forbidden),
    };

    public async Task HandleAsync(HttpContext context, SignedRequest request)
    {
        var id = Guid.NewGuid().ToString();
        XElement answer;
        try
        {
            var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body.Span));
            answer = Answer(form, request, id);
        }
        catch (AwsException exception)
        {
            var (code, status) = Errors.GetValueOrDefault(exception.Code, (exception.Code, exception.Status));
            context.Response.StatusCode = (int)status;
            answer = Element(
                "ErrorResponse",
                Element("Error", Text("Type", "Sender"), Text("Code", code), Text("Message", exception.Message)),
                Text("RequestId", id)
            );
        }

        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(answer.ToString(), context.RequestAborted);
    }

    private XElement Answer(Dictionary<string, StringValues> form, SignedRequest request, string id)
    {
        var action = form.GetValueOrDefault("Action").ToString();
        var result = action switch
        {
            "GetCallerIdentity" => GetCallerIdentity(verifier.Verify(request, "sts")),
            "AssumeRole" => AssumeRole(form, verifier.Verify(request, "sts")),
            "AssumeRoleWithWebIdentity" => AssumeRoleWithWebIdentity(form),
            _ => throw new AwsException("InvalidAction", $"Could not find operation {action} for version 2011-06-15"),
        };
        return Element(
            $"{action}Response",
            Element($"{action}Result", result),
            Element("ResponseMetadata", Text("RequestId", id))
        );
    }

    private object[] GetCallerIdentity(AccessKey caller)
    {
        gate.EnterOn(caller.PrincipalArn, "sts:GetCallerIdentity", "*");
        return [Text("Arn", caller.PrincipalArn), Text("UserId", caller.Id), Text("Account", options.AccountId)];
    }

    private object[] AssumeRole(Dictionary<string, StringValues> form, AccessKey caller)
    {
        var role = Required(form, "RoleArn");
        gate.EnterOn(caller.PrincipalArn, "sts:AssumeRole", role);
        return IssueFor(role, form);
    }

    // Not signed: the identity's token is the proof. What it says of its subject is not looked at here.
    private object[] AssumeRoleWithWebIdentity(Dictionary<string, StringValues> form)
    {
        var role = Required(form, "RoleArn");
        gate.EnterOn("anonymous", "sts:AssumeRoleWithWebIdentity", role);
        var token = WebIdentityToken.Read(Required(form, "WebIdentityToken"));
        if (token.Expiration <= time.GetUtcNow())
        {
            throw new AwsException("ExpiredTokenException", "Token expired: the web identity token's exp has passed");
        }

        return [.. IssueFor(role, form), Text("SubjectFromWebIdentityToken", token.Subject)];
    }

    private object[] IssueFor(string roleArn, Dictionary<string, StringValues> form)
    {
        var seconds = int.TryParse(
            form.GetValueOrDefault("DurationSeconds"),
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : UsualSession;
        var session = Required(form, "RoleSessionName");
        var name = roleArn.Split('/')[^1];
        var arn = $"arn:aws:sts::{options.AccountId}:assumed-role/{name}/{session}";
        var expiration = time.GetUtcNow().AddSeconds(seconds);
        var key = keys.Issue(arn, expiration);
        return
        [
            Element(
                "Credentials",
                Text("AccessKeyId", key.Id),
                Text("SecretAccessKey", key.Secret),
                Text("SessionToken", key.SessionToken!),
                Text("Expiration", expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))
            ),
            Element("AssumedRoleUser", Text("AssumedRoleId", $"AROALOCALECR:{session}"), Text("Arn", arn)),
        ];
    }

    private static string Required(Dictionary<string, StringValues> form, string name) =>
        form.GetValueOrDefault(name).ToString() is { Length: > 0 } value
            ? value
            : throw new AwsException(
                "ValidationError",
                $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
            );

    private static XElement Element(string name, params object[] content) => new(Namespace + name, content);

    private static XElement Text(string name, string value) => new(Namespace + name, value);
}
