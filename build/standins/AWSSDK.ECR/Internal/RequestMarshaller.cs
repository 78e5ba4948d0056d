using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.ECR.Internal;

/// <summary>Writes a request as the AWS JSON 1.1 protocol has it: a POST to the root, the operation in a header.</summary>
internal sealed class RequestMarshaller<TRequest>(string operation, JsonTypeInfo<TRequest> type)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    private const string Service = "AmazonEC2ContainerRegistry_V20150921";

    public IRequest Marshall(AmazonWebServiceRequest input) =>
        new DefaultRequest(input, "Amazon.ECR")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Headers = { ["X-Amz-Target"] = $"{Service}.{operation}", ["Content-Type"] = "application/x-amz-json-1.1" },
            Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, type),
        };
}
