using System.Text.Json;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.LocalEcr;

/// <summary>What a local ECR is started with.</summary>
public sealed record LocalEcrOptions
{
    /// <summary>The port on 127.0.0.1; 0 for any that is free.</summary>
    public required int Port { get; init; }

    /// <summary>The registry that holds manifests and blobs: <c>http://127.0.0.1:5001</c>. Nobody else may write to it.</summary>
    public required Uri Storage { get; init; }

    /// <summary>The folder for what must outlive a restart.</summary>
    public required string Data { get; init; }

    /// <summary>The account: twelve digits.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>The region that requests must be signed for.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>Who may sign requests.</summary>
    public required IReadOnlyList<AccessKey> AccessKeys { get; init; }

    /// <summary>How long an authorization token holds: at ECR twelve hours.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(12);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a JSON file with these names in camel case.</summary>
    public static LocalEcrOptions Read(string file) =>
        JsonSerializer.Deserialize<LocalEcrOptions>(File.ReadAllText(file), Format)
        ?? throw new JsonException($"{file} holds no options.");
}
