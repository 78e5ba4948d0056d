namespace Bakehouse.Images;

/// <summary>A version of PostgreSQL that images are made for.</summary>
/// <param name="Version">The exact version: <c>17.12</c>.</param>
public sealed record PostgresVersion(string Version)
{
    /// <summary>Whether Debian has packages of this major version, now or in the release before.</summary>
    public bool IsInDebian { get; init; }

    /// <summary>Raised where the images change, and the version does not: a released version never moves.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The version of the images: <c>17.12</c>, and of a later revision <c>17.12-2</c>.</summary>
    public string Release => Revision == 1 ? Version : $"{Version}-{Revision}";

    /// <summary>The major version, by which variants are named: <c>17</c>.</summary>
    public string Major => Version.Split('.')[0];

    public override string ToString() => Version;
}

/// <summary>The versions of PostgreSQL that images are made for. To bump one, change it here.</summary>
public static class PostgresVersions
{
    /// <summary>The ARG that says where PostgreSQL's own archive is.</summary>
    internal const string Address = "POSTGRES_URL";

    /// <summary>The ARGs that only say where packages are fetched from.</summary>
    internal static readonly IReadOnlyList<string> Addresses = [Address, "POSTGRES_ARCHIVE_URL"];

    private static readonly PostgresVersion Postgres15 = new("15.20") { IsInDebian = true };
    private static readonly PostgresVersion Postgres16 = new("16.16");
    private static readonly PostgresVersion Postgres17 = new("17.12") { IsInDebian = true };

    /// <summary>All of them, the oldest first.</summary>
    public static readonly IReadOnlyList<PostgresVersion> All = [Postgres15, Postgres16, Postgres17];

    /// <summary>The upgrades that are tested, from a version to a later one.</summary>
    public static readonly IReadOnlyList<(PostgresVersion Old, PostgresVersion New)> Upgrades =
    [
        (Postgres15, Postgres16),
        (Postgres15, Postgres17),
        (Postgres16, Postgres17),
    ];

    /// <summary>A variant for each version: <c>17</c>.</summary>
    public static IReadOnlyList<Variant> Variants => [.. All.Select(VariantOf)];

    internal static Variant VariantOf(PostgresVersion postgres) =>
        new(postgres.Major)
        {
            Version = postgres.Release,
            BuildArguments = new Dictionary<string, string>
            {
                ["PG_MAJOR"] = postgres.Major,
                ["PG_VERSION"] = postgres.Version,
            },
        };
}
