using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ECR.Internal;

/// <summary>Reads a response, or makes of an error the exception that is named after its code.</summary>
internal sealed class ResponseReader<TResponse>(JsonTypeInfo<TResponse> type) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
        JsonSerializer.Deserialize(context.Stream, type);

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        var (message, kind, code, request) = (error.Message, error.Type, error.Code, error.RequestId);
        return code switch
        {
            nameof(ImageNotFoundException) => new ImageNotFoundException(
                message,
                innerException,
                kind,
                code,
                request,
                statusCode
            ),
            nameof(RepositoryAlreadyExistsException) => new RepositoryAlreadyExistsException(
                message,
                innerException,
                kind,
                code,
                request,
                statusCode
            ),
            nameof(RepositoryNotFoundException) => new RepositoryNotFoundException(
                message,
                innerException,
                kind,
                code,
                request,
                statusCode
            ),
            nameof(ScanNotFoundException) => new ScanNotFoundException(
                message,
                innerException,
                kind,
                code,
                request,
                statusCode
            ),
            _ => new AmazonECRException(message, innerException, kind, code, request, statusCode),
        };
    }
}
