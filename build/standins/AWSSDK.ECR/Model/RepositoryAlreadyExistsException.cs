using System.Net;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class RepositoryAlreadyExistsException : AmazonECRException
{
    public RepositoryAlreadyExistsException(string message)
        : base(message) { }

    public RepositoryAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    public RepositoryAlreadyExistsException(Exception innerException)
        : base(innerException) { }

    public RepositoryAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public RepositoryAlreadyExistsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
