using Cake.Frosting;

namespace Bakehouse.Images;

[TaskName("Cache-Postgres")]
[TaskDescription("PostgreSQL with the Finnish locale, for services and their tests")]
public sealed class CachePostgres : CachedImage
{
    protected internal override string Upstream => "docker.io/library/postgres";

    protected internal override IReadOnlyList<string> Tags => ["14", "15", "16", "17", "18"];
}

[TaskName("Cache-Redis")]
[TaskDescription("Redis, for the tests of services")]
public sealed class CacheRedis : CachedImage
{
    protected internal override string Upstream => "docker.io/library/redis";

    protected internal override IReadOnlyList<string> Tags => ["7", "8"];
}

[TaskName("Cache-Debian")]
[TaskDescription("Debian, for images that stand on nothing of this repository")]
public sealed class CacheDebian : CachedImage
{
    protected internal override string Upstream => "docker.io/library/debian";

    protected internal override IReadOnlyList<string> Tags => ["12-slim", "13-slim"];
}

[TaskName("Cache-Nginx")]
[TaskDescription("nginx, in front of services and their static files")]
public sealed class CacheNginx : CachedImage
{
    protected internal override string Upstream => "docker.io/library/nginx";

    protected internal override IReadOnlyList<string> Tags => ["1"];
}

[TaskName("Cache-Rabbitmq")]
[TaskDescription("RabbitMQ with its management plugin, for the tests of services")]
public sealed class CacheRabbitmq : CachedImage
{
    protected internal override string Upstream => "docker.io/library/rabbitmq";

    protected internal override IReadOnlyList<string> Tags => ["4-management"];
}

[TaskName("Cache-Memcached")]
[TaskDescription("memcached, for the tests of services")]
public sealed class CacheMemcached : CachedImage
{
    protected internal override string Upstream => "docker.io/library/memcached";

    protected internal override IReadOnlyList<string> Tags => ["1"];
}

[TaskName("Cache-Ryuk")]
[TaskDescription("Ryuk, which removes what Testcontainers has started in the tests of services")]
public sealed class CacheRyuk : CachedImage
{
    protected internal override string Upstream => "docker.io/testcontainers/ryuk";

    protected internal override IReadOnlyList<string> Tags => ["0.12.0"];

    // A release: nobody moves it.
    protected internal override TimeSpan MaximumAge => TimeSpan.MaxValue;
}
