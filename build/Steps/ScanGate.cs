using Bakehouse.Adapters.Ecr;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Bakehouse.Oci;
using Cake.Core;

namespace Bakehouse.Steps;

/// <summary>
/// Keeps an image from its names while ECR's scan finds something in it that is as bad as the run was told to stop at.
/// </summary>
public sealed class ScanGate(
    Lazy<ScanResults> scans,
    RunState run,
    RunOptions options,
    ICakeEnvironment environment,
    TimeProvider time
)
{
    private const int MostShown = 10;

    /// <param name="image">The image.</param>
    /// <param name="name">Its repository and digest.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BakehouseException">It does not pass.</exception>
    public async Task PassAsync(ImageDefinition image, Reference name, CancellationToken cancellationToken)
    {
        if (options.ScanGate is not { } limit)
        {
            return;
        }

        var exceptions = ReadExceptions();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var findings = (await scans.Value.AwaitAsync(run.Places.Ecr!, name, cancellationToken))
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Name, StringComparer.Ordinal)
            .Select(finding => new JudgedFinding(
                finding,
                finding.Severity >= limit,
                exceptions.FirstOrDefault(known => known.Covers(finding.Name, image.Name, today))
            ))
            .ToList();
        run.Update(image.Name, result => result with { Findings = findings });
        var stopping = findings.Where(judged => judged.Stops).Select(judged => judged.Finding).ToList();
        if (stopping.Count > 0)
        {
            var shown = stopping.Take(MostShown).Select(finding => $"{finding.Name} ({finding.Severity})");
            var rest = stopping.Count > MostShown ? $" and {stopping.Count - MostShown} more" : "";
            throw new BakehouseException(
                $"{image.Name} gets no tag: ECR's scan found {string.Join(", ", shown)}{rest}.",
                $"Bake it anew with --refresh once there are fixes, or let known ones through for a while in {ScanException.FileName}."
            );
        }
    }

    private IReadOnlyList<ScanException> ReadExceptions()
    {
        var path = Path.Combine(environment.WorkingDirectory.FullPath, ScanException.FileName);
        return File.Exists(path) ? ScanException.Read(File.ReadAllText(path)) : [];
    }
}
