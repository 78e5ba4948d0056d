using System.Reflection;
using Bakehouse.Oci;
using Cake.Frosting;

namespace Bakehouse.Images;

/// <summary>
/// The company's copies of an upstream image, as a typed task:
/// <code>
/// [TaskName("Cache-Redis")]
/// [TaskDescription("Redis, for tests and local development")]
/// public sealed class CacheRedis : CachedImage
/// {
///     protected internal override string Upstream => "docker.io/library/redis";
///     protected internal override IReadOnlyList&lt;string&gt; Tags => ["7", "8"];
/// }
/// </code>
/// It has nothing to run of its own: <c>Cache-Redis-7</c> and <c>Cache-Redis-8</c> are derived from it. Each tag is copied
/// byte for byte to <see cref="Repository"/>. Where <c>images/redis/</c> has tests and no Dockerfile, a copy has to pass
/// them before its name moves. Where that folder has a Dockerfile, the cached image is customised: the copy stands under
/// <c>upstream/docker.io/library/redis</c>, and the image with a variant for each tag that is built on it goes to
/// <see cref="Repository"/>.
/// </summary>
public abstract class CachedImage : FrostingTask<BuildContext>
{
    private const string Verb = "Cache-";

    /// <summary>The image that somebody else publishes, without a tag: <c>docker.io/library/redis</c>.</summary>
    protected internal abstract string Upstream { get; }

    /// <summary>The tags that are copied. One such as <c>7</c> follows the newest version of that line.</summary>
    protected internal abstract IReadOnlyList<string> Tags { get; }

    /// <summary>Where people find it, below the path that all images have in common.</summary>
    protected internal virtual string Repository => $"utility/{Name}";

    /// <summary>The platforms that are copied, such as <c>linux/arm64</c>; all that the upstream has where none is named.</summary>
    protected internal virtual IReadOnlyList<string> Platforms => [];

    /// <summary>
    /// How long ago a copy may have been taken when the upstream cannot be asked: beyond that the run fails. A tag that never
    /// moves makes no copy that gets too old: then it is <see cref="TimeSpan.MaxValue"/>.
    /// </summary>
    protected internal virtual TimeSpan MaximumAge => TimeSpan.FromDays(90);

    /// <summary>How many copies that were replaced are kept of each tag, under <c>backup-TAG-DATE</c>.</summary>
    protected internal virtual int Backups => 3;

    internal string TaskName => GetType().GetCustomAttribute<TaskNameAttribute>()?.Name ?? GetType().Name;

    internal string Description => GetType().GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "";

    /// <summary>What it is known by: <c>redis</c>.</summary>
    internal string Name =>
        TaskName.StartsWith(Verb, StringComparison.Ordinal) && TaskName.Length > Verb.Length
            ? ImageNames.OfTask(TaskName[Verb.Length..])
            : throw new BakehouseException(
                $"The class {GetType().Name} has the task name {TaskName}.",
                $"Begin the name of a cached image's task with {Verb}: [TaskName(\"{Verb}Redis\")]."
            );

    /// <summary>The upstream as a reference.</summary>
    /// <exception cref="BakehouseException">It is none, or it has a tag or a digest.</exception>
    internal Reference ParseUpstream() =>
        Reference.Parse(Upstream) is { Tag: null, Digest: null } name
            ? name
            : throw new BakehouseException(
                $"The upstream of the class {GetType().Name} is '{Upstream}'.",
                "Name the repository alone; its tags stand in Tags."
            );
}
