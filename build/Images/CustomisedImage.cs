namespace Bakehouse.Images;

/// <summary>
/// What stands in for the class of an image that customises a cached one: the folder <c>images/postgres/</c> with a
/// Dockerfile, beside the class <see cref="CachePostgres"/>. It has a variant for each tag that is copied, which its
/// Dockerfile gets as <c>POSTGRES_VERSION</c>, and goes to where people find the cached image.
/// </summary>
internal sealed class CustomisedImage(CachedImage cached) : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants =>
        [
            .. cached.Tags.Select(tag => new Variant(tag)
            {
                BuildArguments = new Dictionary<string, string> { [Argument] = tag },
            }),
        ];

    protected internal override string Repository => cached.Repository;

    protected internal override TagScheme TagScheme => TagScheme.Upstream;

    internal override string TaskName => ImageNames.TaskOf(cached.Name);

    internal override string Description => cached.Description;

    private string Argument => $"{cached.Name.ToUpperInvariant().Replace('-', '_')}_VERSION";
}
