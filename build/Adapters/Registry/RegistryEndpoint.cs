using System.Net;

namespace Bakehouse.Adapters.Registry;

/// <summary>Where a registry's API is, given its name in references.</summary>
internal static class RegistryEndpoint
{
    /// <summary>HTTPS, but HTTP on loopback, which Docker takes for trusted without being told.</summary>
    public static Uri Of(string registry)
    {
        if (registry == Oci.Reference.DockerHub)
            return new Uri("https://registry-1.docker.io/");
        var https = new Uri($"https://{registry}/");
        return IsLoopback(https) ? new Uri($"http://{registry}/") : https;
    }

    /// <summary>127.0.0.0/8, ::1 and localhost.</summary>
    public static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));

    public static bool IsSameServer(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Authority == other.Authority;
}
