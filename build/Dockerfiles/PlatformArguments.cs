namespace Bakehouse.Dockerfiles;

/// <summary>
/// The arguments that BuildKit sets by itself in the global scope (Dockerfile reference, "Automatic platform ARGs in the
/// global scope"). What runs the build and what it builds for are one platform here.
/// </summary>
internal static class PlatformArguments
{
    /// <param name="platform"><c>os/architecture[/variant]</c>, as <c>linux/amd64</c>.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Of(string platform)
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
