using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.UnitTests.LocalEcr.Repositories;

/// <summary>Repositories to try rules on.</summary>
internal static class SampleRepositories
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 18, 0, 0, TimeSpan.Zero);

    public static Repository Empty { get; } = new("team/app", Now) { RegistryId = "123456789012" };

    public static Image Image(string name, int age = 0, params string[] references) =>
        new(
            DigestOf(name),
            "application/vnd.oci.image.manifest.v1+json",
            1,
            Now.AddDays(-age),
            [.. references.Select(DigestOf)]
        )
        {
            ManifestSize = 1,
        };

    /// <summary>Adds an image with its tags, as one push of each would.</summary>
    public static Repository With(this Repository repository, Image image, params string[] tags) =>
        tags.Length == 0
            ? repository.Put(image, null)
            : tags.Aggregate(repository, (before, tag) => before.Put(image, tag));

    public static string DigestOf(string name) => $"sha256:{name}";
}
