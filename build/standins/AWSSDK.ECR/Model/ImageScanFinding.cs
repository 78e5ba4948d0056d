namespace Amazon.ECR.Model;

public partial class ImageScanFinding
{
    public string Description { get; set; }

    public string Name { get; set; }

    public FindingSeverity Severity { get; set; }

    public string Uri { get; set; }
}
