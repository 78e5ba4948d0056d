namespace Amazon.ECR.Model;

public partial class Repository
{
    public DateTime? CreatedAt { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryArn { get; set; }

    public string RepositoryName { get; set; }

    public string RepositoryUri { get; set; }
}
