using System.Net;

namespace Bakehouse.Adapters.Registry;

/// <summary>The environment's proxy, but for no registry on this machine, whether or not <c>NO_PROXY</c> says so.</summary>
internal sealed class LoopbackProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => RegistryEndpoint.IsLoopback(host) || proxy.IsBypassed(host);
}
