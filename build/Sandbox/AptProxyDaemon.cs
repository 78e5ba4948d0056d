using System.Net;
using System.Net.Sockets;

namespace Bakehouse.Sandbox;

/// <summary>
/// The cache in front of the Debian archive: nginx as an HTTP proxy. Packages and indices named by their hash never
/// change, and are kept; anything else is asked for anew each time, and served from the cache while the mirror is
/// out of reach. Clones share the cache folder: nginx writes each entry under a name of its own and renames it, so
/// several at once do no harm. (apt-cacher-ng, made for this, writes in place: one daemon to a folder.)
/// </summary>
internal static class AptProxyDaemon
{
    public const string Name = "apt-proxy";

    /// <summary>The port that proxies of this kind usually have.</summary>
    public const int UsualPort = 3142;

    private const string Ready = "/bakehouse-ready";

    /// <param name="folders">The clone's.</param>
    /// <param name="tools">Where nginx is.</param>
    /// <param name="sources">The mirrors to fetch from.</param>
    /// <param name="port">On 127.0.0.1 and on <paramref name="gateway"/>.</param>
    /// <param name="gateway">This machine's address on the network of the engine's containers, if it has one.</param>
    public static DaemonSpec Specify(
        SandboxFolders folders,
        Toolset tools,
        AptSources sources,
        int port,
        string? gateway
    )
    {
        var work = folders.DataOf(Name);
        var cache = Path.Combine(folders.Cache, "archive");
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(cache);
        var listen = string.Join(
            '\n',
            new[] { "127.0.0.1", gateway }.OfType<string>().Select(x => $"listen {x}:{port};")
        );
        var configuration = $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 1;
            pid "{{work}}/pid";
            error_log stderr warn;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path "{{work}}/body";
              proxy_temp_path "{{work}}/proxy";
              fastcgi_temp_path "{{work}}/fastcgi";
              uwsgi_temp_path "{{work}}/uwsgi";
              scgi_temp_path "{{work}}/scgi";
              proxy_cache_path "{{cache}}" levels=1:2 keys_zone=archive:8m max_size=20g inactive=90d use_temp_path=off;
              proxy_cache_lock on;
              proxy_cache_revalidate on;
              proxy_cache_use_stale error timeout http_500 http_502 http_503 http_504;
              proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_ssl_server_name on;
              proxy_max_temp_file_size 4096m;
              {{Upstream("debian", sources.Archive)}}
              {{Upstream("debian-security", sources.Security)}}
              server {
                {{listen}}
                location = {{Ready}} { return 204; }
                {{Locations("debian", sources.Archive)}}
                {{Locations("debian-security", sources.Security)}}
                location / {
                  {{Elsewhere(port, ReadResolvers())}}
                }
              }
            }

            """;
        return new DaemonSpec(
            Name,
            tools.Daemon("nginx"),
            ["-p", work, "-c", Supervisor.ConfigurationFile(folders, Name)],
            configuration,
            cancellationToken => AnswersAsync($"http://127.0.0.1:{port}", cancellationToken)
        );
    }

    /// <summary>Whether the proxy answers.</summary>
    public static Task<bool> AnswersAsync(string address, CancellationToken cancellationToken) =>
        HttpProbe.AnswersAsync(address + Ready, cancellationToken);

    private static IReadOnlyList<IPAddress> ReadResolvers() =>
        File.Exists("/etc/resolv.conf") ? ParseResolvers(File.ReadAllText("/etc/resolv.conf")) : [];

    /// <summary>The name servers of a machine (resolv.conf(5)).</summary>
    internal static IReadOnlyList<IPAddress> ParseResolvers(string text) =>
        [
            .. text.Split('\n')
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields is ["nameserver", _, ..])
                .Select(fields => IPAddress.TryParse(fields[1], out var address) ? address : null)
                .OfType<IPAddress>(),
        ];

    private static string Upstream(string name, Uri? mirror) =>
        mirror is null ? "" : $"upstream {name} {{ server {mirror.Host}:{mirror.Port}; keepalive 8; }}";

    private static string Locations(string name, Uri? mirror)
    {
        if (mirror is null)
        {
            return "";
        }

        var pass = $"""
            rewrite ^/{name}/(.*)$ {mirror.AbsolutePath}/$1 break;
                  proxy_pass {mirror.Scheme}://{name};
                  proxy_ssl_name {mirror.Host};
                  proxy_set_header Host {mirror.Authority};
                  proxy_cache archive;
                  proxy_cache_key $uri_in_archive;
            """;
        return $$"""
            location ~ ^/(?<uri_in_archive>{{name}}/(pool/|dists/.*/by-hash/).*)$ {
                  {{pass}}
                  proxy_cache_valid 200 90d;
                }
                location ~ ^/(?<uri_in_archive>{{name}}/.*)$ {
                  {{pass}}
                  proxy_cache_valid 200 1s;
                }
            """;
    }

    // What else a build fetches over plain HTTP is handed through; but never to this proxy itself, in a circle.
    private static string Elsewhere(int port, IReadOnlyList<IPAddress> resolvers) =>
        resolvers.Count == 0
            ? "return 502;"
            : $$"""
                if ($http_host ~ ":{{port}}$") { return 404; }
                      resolver {{string.Join(' ', resolvers.Select(Bracket))}} ipv6=off;
                      proxy_pass http://$http_host$request_uri;
                """;

    private static string Bracket(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
