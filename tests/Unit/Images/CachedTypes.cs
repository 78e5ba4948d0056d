using Bakehouse.Images;
using Cake.Frosting;

namespace Bakehouse.UnitTests.Images;

[TaskName("Cache-Store")]
[TaskDescription("A store")]
public sealed class CacheStore : CachedImage
{
    protected internal override string Upstream => "docker.io/library/store";

    protected internal override IReadOnlyList<string> Tags => ["7", "8"];
}

[TaskName("Cache-Store-Too")]
public sealed class CacheStoreToo : CachedImage
{
    protected internal override string Upstream => "store";

    protected internal override IReadOnlyList<string> Tags => ["8"];
}

[TaskName("Refresh-Store")]
public sealed class WronglyNamed : CachedImage
{
    protected internal override string Upstream => "store";

    protected internal override IReadOnlyList<string> Tags => ["8"];
}

[TaskName("Cache-Child")]
public sealed class CacheChild : CachedImage
{
    protected internal override string Upstream => "quay.io/team/child";

    protected internal override IReadOnlyList<string> Tags => ["1"];
}

[TaskName("Cache-Tagged")]
public sealed class CacheTagged : CachedImage
{
    protected internal override string Upstream => "store:7";

    protected internal override IReadOnlyList<string> Tags => ["7"];
}
