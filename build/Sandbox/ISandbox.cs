namespace Bakehouse.Sandbox;

/// <summary>
/// All that a run needs on a machine that has neither Docker nor a registry: real parts out of the distribution's
/// packages, unpacked and never installed, that belong to one clone and listen on loopback only.
/// </summary>
public interface ISandbox
{
    /// <summary>
    /// Starts what is not running yet, and says where everything is. What is up already stays as it is, so a second
    /// call takes almost no time; what a crash or a reboot left half done is mended.
    /// </summary>
    /// <exception cref="BakehouseException">Something is missing or taken: the message says what mends it.</exception>
    Task<SandboxState> UpAsync(SandboxRequest request, CancellationToken cancellationToken);

    /// <summary>Fetches packer, unless any clone has done so before: only runs that need it pay for it.</summary>
    /// <returns>The folder that has the program.</returns>
    Task<string> FetchPackerAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Ends every process, container, mount, network and firewall rule that <see cref="UpAsync"/> made. The data
    /// (images, pushed repositories) stays for the next time.
    /// </summary>
    Task DownAsync(CancellationToken cancellationToken);
}

/// <summary>What is asked of the sandbox.</summary>
/// <param name="RegistryPort">The registry's port on 127.0.0.1; where null, 5000 or the next one that is free.</param>
/// <param name="WithLocalEcr">Whether a local ECR is wanted too. Once started it runs until the sandbox is taken down.</param>
public sealed record SandboxRequest(int? RegistryPort = null, bool WithLocalEcr = false)
{
    /// <summary>Whether something will be asked of Docker Hub: where it cannot be reached, a substitute is wanted.</summary>
    public bool WantsUpstream { get; init; }
}
