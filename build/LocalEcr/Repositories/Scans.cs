using System.Collections.Concurrent;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>
/// What the scans of images find: nothing, until a test says otherwise. Nothing is really scanned here.
/// </summary>
internal sealed class Scans
{
    private readonly ConcurrentDictionary<string, ScanResult> results = new();
    private readonly ConcurrentDictionary<string, int> questions = new();

    /// <param name="subject">A repository's name, or the digest of one of its images.</param>
    /// <param name="result">What a scan gives from now on.</param>
    public void Set(string subject, ScanResult result) => results[subject] = result;

    /// <summary>What a scan of an image gives.</summary>
    public ScanResult Of(Repository repository, Image image) =>
        results.GetValueOrDefault(image.Digest) ?? results.GetValueOrDefault(repository.Name) ?? new ScanResult();

    /// <summary>The same, where asking takes its time: a scan that is awaited ends after a number of questions.</summary>
    public ScanResult Ask(Repository repository, Image image)
    {
        var key = $"{repository.Name}@{image.Digest}";
        var result = Of(repository, image);
        var asked = questions.AddOrUpdate(key, 1, (_, before) => before + 1);
        return asked <= result.QuestionsUntilComplete ? new ScanResult { Status = "IN_PROGRESS" } : result;
    }
}

/// <summary>What a scan gives.</summary>
internal sealed record ScanResult
{
    /// <summary>As in ECR's model: <c>COMPLETE</c>, <c>IN_PROGRESS</c>, <c>FAILED</c>, <c>UNSUPPORTED_IMAGE</c>, …</summary>
    public string Status { get; init; } = "COMPLETE";

    /// <summary>How often the answer is <c>IN_PROGRESS</c> before.</summary>
    public int QuestionsUntilComplete { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>A finding of a basic scan.</summary>
/// <param name="Name"><c>CVE-2026-0001</c></param>
/// <param name="Severity"><c>CRITICAL</c>, <c>HIGH</c>, <c>MEDIUM</c>, <c>LOW</c>, <c>INFORMATIONAL</c>, <c>UNDEFINED</c></param>
/// <param name="Package">The package that it is in.</param>
/// <param name="Version">That package's version.</param>
internal sealed record Finding(string Name, string Severity, string Package, string Version)
{
    public string Description { get; init; } = "";

    public Uri? Address { get; init; }
}
