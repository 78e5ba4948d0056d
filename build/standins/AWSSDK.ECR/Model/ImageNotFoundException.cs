using System.Net;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class ImageNotFoundException : AmazonECRException
{
    public ImageNotFoundException(string message)
        : base(message) { }

    public ImageNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public ImageNotFoundException(Exception innerException)
        : base(innerException) { }

    public ImageNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ImageNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
