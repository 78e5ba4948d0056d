using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Facts of a pipeline of the branch <c>topic</c>, whose images get the tags <c>topic</c> and the commit's.</summary>
internal static class PlannerFacts
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static ImageVersion Version { get; } = ImageVersion.Parse("1.4.0", "VERSION");

    public static DateTimeOffset Time { get; } = new(2026, 11, 21, 14, 36, 0, TimeSpan.Zero);

    /// <summary>An image that the registry was asked about and does not have.</summary>
    public static RegistryFacts Missing => new(null, null, new Dictionary<string, Digest?>());

    public static PlanFacts With(Dictionary<string, RegistryFacts> registry) =>
        new()
        {
            Time = Time,
            Version = Version,
            Registry = registry,
            Source = new SourceFacts
            {
                InCi = true,
                Commit = Commit,
                CommitTime = Time.AddDays(-1),
                Branch = "topic",
                DefaultBranch = "main",
                Slug = "topic",
                Origin = "https://git.example/images",
            },
        };
}
