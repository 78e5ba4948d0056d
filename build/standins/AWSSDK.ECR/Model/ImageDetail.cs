namespace Amazon.ECR.Model;

public partial class ImageDetail
{
    public string ImageDigest { get; set; }

    public DateTime? ImagePushedAt { get; set; }

    public List<string> ImageTags { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
