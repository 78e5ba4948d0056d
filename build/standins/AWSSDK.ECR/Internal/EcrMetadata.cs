using Amazon.Runtime.Internal;

namespace Amazon.ECR.Internal;

internal sealed class EcrMetadata : IServiceMetadata
{
    public string ServiceId => "ECR";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
