using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>
    /// Logs in to a registry, Docker Hub where none is given. The password stands in the argument list, so other
    /// users of the machine can see it: <see cref="DockerRegistryLoginSettings.PasswordStdin"/> avoids that.
    /// </summary>
    [CakeMethodAlias]
    public static void DockerLogin(this ICakeContext context, string username, string password, string server = null)
    {
        ThrowIfNullOrEmpty(username, nameof(username));
        ThrowIfNullOrEmpty(password, nameof(password));
        var settings = new DockerRegistryLoginSettings { Username = username, Password = password };
        DockerLogin(context, settings, server);
    }

    /// <summary>Logs in to a registry, Docker Hub where none is given.</summary>
    [CakeMethodAlias]
    public static void DockerLogin(
        this ICakeContext context,
        DockerRegistryLoginSettings settings,
        string server = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        Run(context, "login", settings, server is null ? [] : [server]);
    }

    /// <summary>Forgets the credentials of a registry, Docker Hub where none is given.</summary>
    [CakeMethodAlias]
    public static void DockerLogout(this ICakeContext context, string server = null) =>
        DockerLogout(context, new DockerRegistryLogoutSettings(), server);

    /// <summary>Forgets the credentials of a registry, Docker Hub where none is given.</summary>
    [CakeMethodAlias]
    public static void DockerLogout(
        this ICakeContext context,
        DockerRegistryLogoutSettings settings,
        string server = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        Run(context, "logout", settings, server is null ? [] : [server]);
    }
}
