using System.Globalization;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>The lists of the OCI distribution protocol: tags, and what refers to an image.</summary>
internal sealed class TagListing
{
    // ECR refuses to give more at once, where other registries would give less than was asked for.
    private const int Most = 1000;

    public Task ListTagsAsync(HttpContext context, Repository repository)
    {
        var query = context.Request.Query;
        var count = int.TryParse(query["n"], CultureInfo.InvariantCulture, out var wanted) ? wanted : Most;
        if (count > Most)
        {
            throw EcrErrors.Invalid("maxResults", $"Member must have value less than or equal to {Most}");
        }

        var last = query["last"].ToString();
        var rest = repository.Tags.Keys.Where(tag => string.CompareOrdinal(tag, last) > 0).ToList();
        var page = rest.Take(count).ToList();
        if (rest.Count > page.Count)
        {
            context.Response.Headers.Link =
                $"</v2/{repository.Name}/tags/list?n={count}&last={page[^1]}>; rel=\"next\"";
        }

        return WriteAsync(
            context.Response,
            "application/json",
            new JsonObject
            {
                ["name"] = repository.Name,
                ["tags"] = new JsonArray([.. page.Select(tag => JsonValue.Create(tag))]),
            }
        );
    }

    public Task ListReferrersAsync(HttpContext context, Repository repository, string digest)
    {
        const string indexType = "application/vnd.oci.image.index.v1+json";
        var type = context.Request.Query["artifactType"].ToString();
        var referrers = repository.Images.Values.Where(image =>
            image.Subject == digest && (type.Length == 0 || image.ArtifactType == type)
        );
        if (type.Length > 0)
        {
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        }

        return WriteAsync(
            context.Response,
            indexType,
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = indexType,
                ["manifests"] = new JsonArray([.. referrers.Select(Descriptor)]),
            }
        );
    }

    private static JsonObject Descriptor(Image image) =>
        new()
        {
            ["mediaType"] = image.MediaType,
            ["digest"] = image.Digest,
            ["size"] = image.ManifestSize,
            ["artifactType"] = image.ArtifactType,
            ["annotations"] = new JsonObject(
                image.Annotations.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
        };

    private static Task WriteAsync(HttpResponse response, string type, JsonObject content)
    {
        response.ContentType = type;
        return response.WriteAsync(content.ToJsonString());
    }
}
