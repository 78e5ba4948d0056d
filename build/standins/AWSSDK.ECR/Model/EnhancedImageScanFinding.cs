namespace Amazon.ECR.Model;

public partial class EnhancedImageScanFinding
{
    public string FindingArn { get; set; }

    public PackageVulnerabilityDetails PackageVulnerabilityDetails { get; set; }

    public string Severity { get; set; }

    public string Title { get; set; }
}
