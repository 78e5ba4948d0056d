namespace Bakehouse.Dockerfiles;

/// <summary>
/// The arguments that BuildKit knows without a declaration (Dockerfile reference, "Predefined ARGs", "Automatic platform
/// ARGs in the global scope" and "BuildKit built-in build args").
/// </summary>
public static class PredefinedArguments
{
    /// <summary>The argument that replaces the frontend of the <c># syntax</c> directive.</summary>
    internal const string Syntax = "BUILDKIT_SYNTAX";

    private static readonly HashSet<string> Proxies =
    [
        .. ((string[])["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"]).SelectMany(name =>
            (string[])[name, name.ToUpperInvariant()]
        ),
    ];

    /// <summary>
    /// Whether it is one of <c>http_proxy</c>, <c>https_proxy</c>, <c>ftp_proxy</c>, <c>no_proxy</c> and
    /// <c>all_proxy</c>, in lower or upper case. They say where something is fetched from, not what.
    /// </summary>
    public static bool IsProxy(string name) => Proxies.Contains(name);

    /// <summary>Whether a build heeds the argument although its Dockerfile does not declare it.</summary>
    public static bool IsHeeded(string name) =>
        IsProxy(name) || name == "SOURCE_DATE_EPOCH" || name.StartsWith("BUILDKIT_", StringComparison.Ordinal);

    /// <summary>
    /// What describes the platform in the global scope. What runs the build and what it builds for are one platform here.
    /// </summary>
    /// <param name="platform"><c>os/architecture[/variant]</c>, as <c>linux/amd64</c>.</param>
    internal static IEnumerable<KeyValuePair<string, string?>> OfPlatform(string platform)
    {
        var parts = platform.Split('/');
        foreach (var side in (string[])["BUILD", "TARGET"])
        {
            yield return new(side + "PLATFORM", platform);
            yield return new(side + "OS", parts[0]);
            yield return new(side + "ARCH", parts.ElementAtOrDefault(1) ?? "");
            yield return new(side + "VARIANT", parts.ElementAtOrDefault(2) ?? "");
        }
    }
}
