using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Basic scans of images.</summary>
internal sealed class ScanOperations(Registry registry, Scans scans) : IOperations
{
    public IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations =>
        new OperationTable { { "DescribeImageScanFindings", DescribeFindings }, { "StartImageScan", Start } };

    /// <summary>The shape <c>ImageScanStatus</c>.</summary>
    public static JsonObject StatusOf(ScanResult scan) =>
        new()
        {
            ["status"] = scan.Status,
            ["description"] = scan.Status == "COMPLETE" ? "The scan was completed successfully." : null,
        };

    /// <summary>The shape <c>FindingSeverityCounts</c>.</summary>
    public static JsonObject CountsOf(ScanResult scan) =>
        new(
            scan.Findings.CountBy(finding => finding.Severity)
                .Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))
        );

    private JsonObject DescribeFindings(EcrRequest request)
    {
        var (repository, image, id) = Find(request);
        if (!image.IsScanned)
        {
            throw EcrErrors.NoScan(id, repository.Name, registry.Id);
        }

        var scan = scans.Ask(repository, image);
        var answer = Answer(repository, image, id, scan);
        if (scan.Status == "COMPLETE")
        {
            answer["imageScanFindings"] = new JsonObject
            {
                ["imageScanCompletedAt"] = Model.Time(image.PushedAt),
                ["vulnerabilitySourceUpdatedAt"] = Model.Time(image.PushedAt),
                ["findingSeverityCounts"] = CountsOf(scan),
                ["findings"] = new JsonArray([.. Paging.Page(request, answer, scan.Findings).Select(Of)]),
            };
        }

        return answer;
    }

    private JsonObject Start(EcrRequest request)
    {
        var (repository, image, id) = Find(request);
        registry.Update(
            repository.Name,
            current => current with { Images = current.Images.SetItem(image.Digest, image with { IsScanned = true }) }
        );
        return Answer(repository, image, id, new ScanResult { Status = "IN_PROGRESS" });
    }

    private (Repository Repository, Image Image, ImageId Id) Find(EcrRequest request)
    {
        var repository = registry.Get(request.Required("repositoryName"));
        var id = EcrRequest.IdOf(request.Input["imageId"] as JsonObject ?? []);
        return (repository, repository.Require(id), id);
    }

    private static JsonObject Answer(Repository repository, Image image, ImageId id, ScanResult scan) =>
        new()
        {
            ["registryId"] = repository.RegistryId,
            ["repositoryName"] = repository.Name,
            ["imageId"] = Model.Of(id with { Digest = image.Digest }),
            ["imageScanStatus"] = StatusOf(scan),
        };

    private static JsonObject Of(Finding finding) =>
        new()
        {
            ["name"] = finding.Name,
            ["description"] = finding.Description,
            ["uri"] = finding.Address?.AbsoluteUri,
            ["severity"] = finding.Severity,
            ["attributes"] = new JsonArray(
                new JsonObject { ["key"] = "package_name", ["value"] = finding.Package },
                new JsonObject { ["key"] = "package_version", ["value"] = finding.Version }
            ),
        };
}
