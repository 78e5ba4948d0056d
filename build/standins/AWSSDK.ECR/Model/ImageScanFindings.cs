namespace Amazon.ECR.Model;

public partial class ImageScanFindings
{
    public List<EnhancedImageScanFinding> EnhancedFindings { get; set; }

    public List<ImageScanFinding> Findings { get; set; }

    public Dictionary<string, int> FindingSeverityCounts { get; set; }
}
