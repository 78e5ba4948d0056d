using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Makes a network; its name is the last of the arguments.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkCreate(this ICakeContext context, params string[] args) =>
        DockerNetworkCreate(context, null, args);

    /// <summary>Makes a network; its name is the last of the arguments.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkCreate(
        this ICakeContext context,
        DockerNetworkCreateSettings settings,
        params string[] args
    ) => Run(context, "network create", settings, args);

    /// <summary>Connects a container to a network.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkConnect(
        this ICakeContext context,
        string network,
        string container,
        params string[] args
    ) => DockerNetworkConnect(context, null, network, container, args);

    /// <summary>Connects a container to a network.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkConnect(
        this ICakeContext context,
        DockerNetworkConnectSettings settings,
        string network,
        string container,
        params string[] args
    )
    {
        ThrowIfNullOrEmpty(network, nameof(network));
        ThrowIfNullOrEmpty(container, nameof(container));
        Run(context, "network connect", settings, [network, container, .. args]);
    }

    /// <summary>Disconnects a container from a network: the arguments are the network and the container.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkDisconnect(this ICakeContext context, params string[] args) =>
        DockerNetworkDisconnect(context, null, args);

    /// <summary>Disconnects a container from a network: the arguments are the network and the container.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkDisconnect(
        this ICakeContext context,
        DockerNetworkDisconnectSettings settings,
        params string[] args
    ) => Run(context, "network disconnect", settings, args);

    /// <summary>Removes a network.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkRemove(this ICakeContext context, string network, params string[] args) =>
        DockerNetworkRemove(context, [network], args);

    /// <summary>Removes networks.</summary>
    [CakeMethodAlias]
    public static void DockerNetworkRemove(this ICakeContext context, string[] network, params string[] args)
    {
        if (network is null || network.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentNullException(nameof(network));
        }

        Run<DockerNetworkRemoveSettings>(context, "network rm", null, [.. network, .. args]);
    }
}
