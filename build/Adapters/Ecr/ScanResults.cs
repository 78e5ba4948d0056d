using Amazon.ECR;
using Amazon.ECR.Model;
using Bakehouse.Configuration;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Ecr;

/// <summary>Something that ECR's scan knows of an image.</summary>
/// <param name="Name">What it is known by: <c>CVE-2026-1234</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Uri">Where to read about it; null where ECR does not say.</param>
public sealed record Finding(string Name, Severity Severity, string? Uri);

/// <summary>The findings of ECR's scans, basic and enhanced (ECR User Guide, "Scan images for software vulnerabilities").</summary>
public sealed class ScanResults(IAwsClients clients, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Waits until the image has been scanned.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="image">A repository of it, with the image's digest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BakehouseException">The image is not scanned, or not in time.</exception>
    public async Task<IReadOnlyList<Finding>> AwaitAsync(
        EcrRegistry registry,
        Reference image,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var (status, findings) = await ReadAsync(registry, image, cancellationToken);
            if (status == ScanStatus.COMPLETE || status == ScanStatus.ACTIVE)
            {
                return findings;
            }

            if (status is not null && status != ScanStatus.PENDING && status != ScanStatus.IN_PROGRESS)
            {
                throw new BakehouseException(
                    $"ECR cannot scan {image}: {status}.",
                    "Look at the image in ECR, or run without --scan-gate."
                );
            }

            if (time.GetElapsedTime(began) > Longest)
            {
                throw new BakehouseException(
                    $"ECR has not scanned {image} within {Longest.TotalMinutes:0} minutes.",
                    "Turn on scan on push for the repository, or run without --scan-gate."
                );
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // A scan that has not begun yet is not found.
    private async Task<(ScanStatus? Status, IReadOnlyList<Finding> Findings)> ReadAsync(
        EcrRegistry registry,
        Reference image,
        CancellationToken cancellationToken
    )
    {
        var request = new DescribeImageScanFindingsRequest
        {
            RegistryId = registry.Account,
            RepositoryName = image.Repository,
            ImageId = new ImageIdentifier { ImageDigest = image.Digest!.ToString() },
        };
        try
        {
            ScanStatus? status = null;
            var findings = new List<Finding>();
            var pages = clients.Ecr(registry.Region).Paginators.DescribeImageScanFindings(request);
            await foreach (var page in pages.Responses.WithCancellation(cancellationToken))
            {
                status = page.ImageScanStatus?.Status;
                findings.AddRange(Read(page.ImageScanFindings));
            }

            return (status, findings);
        }
        catch (ScanNotFoundException)
        {
            return (null, []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, "ecr:DescribeImageScanFindings", $"{registry}/{image.Repository}");
        }
    }

    private static IEnumerable<Finding> Read(ImageScanFindings? findings)
    {
        foreach (var finding in findings?.Findings ?? [])
        {
            yield return new Finding(finding.Name, SeverityOf(finding.Severity?.Value), finding.Uri);
        }

        foreach (var finding in findings?.EnhancedFindings ?? [])
        {
            var package = finding.PackageVulnerabilityDetails;
            yield return new Finding(
                package?.VulnerabilityId ?? finding.Title ?? finding.FindingArn,
                SeverityOf(finding.Severity),
                package?.SourceUrl
            );
        }
    }

    // What has no rating yet, UNTRIAGED for one, is none of the known ones.
    private static Severity SeverityOf(string? text) =>
        Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) ? severity : Severity.Undefined;
}
