using System.Text.Encodings.Web;
using System.Text.Json;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Reporting.Html;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>
/// Leaves the digests of images for whoever works with them next: all of them as JSON, and as variables for GitLab's
/// dotenv report as many as that may have.
/// </summary>
public sealed class ImageFiles(Artifacts artifacts, ImageCatalog catalog)
{
    // By default a self-managed GitLab takes 20 variables and 5 KiB ("CI/CD limits"), and fails the job beyond that.
    private const int MostVariables = 20;
    private const int LargestFile = 5 << 10;

    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Write(RunReport report, Destination destination)
    {
        var images = report
            .Images.Where(image => image.Digest is not null)
            .Select(image =>
                KeyValuePair.Create(
                    image.Name,
                    destination.RepositoryOf(catalog[image.Name].Repository).WithDigest(image.Digest!)
                )
            )
            .ToList();
        if (images.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(artifacts.Folder);
        using (var file = File.Create(artifacts.Images))
        using (var json = new Utf8JsonWriter(file, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, reference) in images)
            {
                json.WriteString(name, reference.ToString());
            }

            json.WriteEndObject();
        }

        File.WriteAllText(artifacts.ImageVariables, Variables(images));
    }

    /// <summary>Lines <c>BASE_BUILD_IMAGE=registry.example.com/base-build@sha256:…</c>.</summary>
    internal static string Variables(IEnumerable<KeyValuePair<string, Reference>> images)
    {
        var size = 0;
        return string.Concat(
            images
                .Select(image => $"{image.Key.ToUpperInvariant().Replace('-', '_')}_IMAGE={image.Value}\n")
                .Take(MostVariables)
                .TakeWhile(line => (size += line.Length) <= LargestFile)
        );
    }
}
