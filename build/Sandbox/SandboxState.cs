using System.Text.Json.Serialization;

namespace Bakehouse.Sandbox;

/// <summary>Where the parts of a sandbox are, and what the programs that use them need.</summary>
public sealed record SandboxState
{
    /// <summary>The engine's address: <c>unix:///…/docker.sock</c>.</summary>
    public required string DockerHost { get; init; }

    /// <summary>The registry's host and port: <c>127.0.0.1:5000</c>.</summary>
    public required string Registry { get; init; }

    /// <summary>The cache in front of the Debian archive.</summary>
    public required AptProxy AptProxy { get; init; }

    /// <summary>The registry that stands for Docker Hub, host and port; null where it is not wanted, or can be reached.</summary>
    public string? Upstream { get; init; }

    /// <summary>
    /// What that registry has, <c>library/redis:7</c>, also while it is not wanted; null where there was no need of one yet.
    /// </summary>
    [JsonIgnore]
    public IReadOnlySet<string>? UpstreamImages { get; init; }

    /// <summary>Folders with the sandbox's tools, to be put before those on PATH.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Variables that programs need to find the engine and its client's plugins.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The local ECR; null where none was asked for.</summary>
    public EcrInUse? LocalEcr { get; init; }

    /// <summary>What the user should know: what runs, where it is, what stands in for what.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>
/// A caching HTTP proxy that answers any request for <c>/debian/</c> or <c>/debian-security/</c>, whatever host it
/// names, from the mirrors that this machine's own apt uses. Sources inside images can so name the canonical archive.
/// </summary>
/// <param name="ForHost">The proxy as programs on this machine see it: <c>http://127.0.0.1:3142</c>.</param>
/// <param name="ForBuilds">The same as containers see it; null where the engine's containers cannot reach it.</param>
public sealed record AptProxy(string ForHost, string? ForBuilds);

/// <summary>ECR and STS on loopback, in front of a registry of their own.</summary>
/// <param name="Registry">The registry's host and port: <c>127.0.0.1:5080</c>.</param>
/// <param name="Environment">
/// The variables that make the AWS SDK and the AWS CLI use it; those that would lead them elsewhere are null.
/// </param>
public sealed record EcrInUse(string Registry, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>The variables as lines for a POSIX shell.</summary>
    internal string ToShell() =>
        string.Concat(
            Environment.Select(variable =>
                variable.Value is null ? $"unset {variable.Key}\n" : $"export {variable.Key}='{variable.Value}'\n"
            )
        );
}
