namespace Amazon.ECR.Model;

public partial class ImageScanStatus
{
    public string Description { get; set; }

    public ScanStatus Status { get; set; }
}
