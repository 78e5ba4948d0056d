namespace Amazon.ECR.Model;

public partial class GetAuthorizationTokenRequest : AmazonECRRequest;
