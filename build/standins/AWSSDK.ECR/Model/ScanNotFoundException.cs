using System.Net;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class ScanNotFoundException : AmazonECRException
{
    public ScanNotFoundException(string message)
        : base(message) { }

    public ScanNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public ScanNotFoundException(Exception innerException)
        : base(innerException) { }

    public ScanNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ScanNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
