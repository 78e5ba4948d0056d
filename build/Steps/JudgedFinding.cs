using Bakehouse.Adapters.Ecr;
using Bakehouse.Configuration;

namespace Bakehouse.Steps;

/// <summary>What the scan gate makes of a finding.</summary>
/// <param name="Finding">What ECR's scan knows.</param>
/// <param name="IsBad">Whether it is as bad as the run was told to stop at.</param>
/// <param name="Exception">What lets it through today; null where nothing does.</param>
public sealed record JudgedFinding(Finding Finding, bool IsBad, ScanException? Exception)
{
    /// <summary>Whether it keeps the image from its names.</summary>
    public bool Stops => IsBad && Exception is null;
}
