using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bakehouse.Planning;

/// <summary>
/// A plan as JSON, for a later run, another job or another tool. PLAN.md has the schema. Names are camel case, times
/// ISO 8601 in UTC, and what has no value is left out.
/// </summary>
public static class PlanFile
{
    /// <summary>The version of the schema: raised when a reader of the one before would misunderstand.</summary>
    public const int Schema = 2;

    public static string Write(Plan plan) =>
        JsonSerializer.Serialize(Content.Of(plan), PlanJson.Default.Content) + "\n";

    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <param name="path">Where it stands, for the error.</param>
    /// <exception cref="BakehouseException">It is no plan, or one of another version.</exception>
    public static Plan Read(string json, string path)
    {
        const string remedy = "Write a new one with --target=Plan.";
        try
        {
            var content =
                JsonSerializer.Deserialize(json, PlanJson.Default.Content)
                ?? throw new BakehouseException($"{path} is empty.", remedy);
            return content.Schema == Schema
                ? content.ToPlan()
                : throw new BakehouseException(
                    $"{path} is a plan of schema {content.Schema}; this Bakehouse reads {Schema}.",
                    remedy
                );
        }
        catch (JsonException exception)
        {
            throw new BakehouseException($"{path} is no plan: {exception.Message}", remedy, exception);
        }
    }

    internal sealed record Content(
        int Schema,
        DateTimeOffset Time,
        string Version,
        SourceFacts Source,
        string? Registry,
        IReadOnlyList<PlannedImage> Images,
        IReadOnlyList<LeftOutImage> LeftOut,
        IReadOnlyList<PlannedCopy> Copies,
        IReadOnlyList<string> WithheldTags,
        IReadOnlyList<string>? NotLookedUp
    )
    {
        public static Content Of(Plan plan) =>
            new(
                PlanFile.Schema,
                plan.Time.ToUniversalTime(),
                plan.Version.Text,
                plan.Source,
                plan.Registry,
                plan.Images,
                plan.LeftOut,
                plan.Copies,
                plan.WithheldTags,
                plan.NotLookedUp
            );

        public Plan ToPlan() =>
            new()
            {
                Time = Time,
                Version = ImageVersion.Parse(Version, "the plan"),
                Source = Source,
                Registry = Registry,
                Images = Images,
                LeftOut = LeftOut,
                Copies = Copies,
                WithheldTags = WithheldTags,
                NotLookedUp = NotLookedUp ?? [],
            };
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(PlanFile.Content))]
internal sealed partial class PlanJson : JsonSerializerContext;
