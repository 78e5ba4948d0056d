using Cake.Core.Tooling;

// A public field, a set as its type and an overridable member in the constructor: so it is published.
#pragma warning disable CA1051, MA0016, MA0056

namespace Cake.Docker;

/// <summary>
/// Settings of a docker command whose properties are its options: <c>NoCache</c> is <c>--no-cache</c>, as described
/// in docker's command line reference. What is not set is not passed.
/// </summary>
/// <remarks>
/// As in the published package the inherited <see cref="ToolSettings.ToolTimeout"/> and
/// <see cref="ToolSettings.NoWorkingDirectory"/> count as options too, and docker knows neither.
/// </remarks>
public abstract class AutoToolSettings : ToolSettings
{
    /// <summary>The names of the properties whose values no log may show.</summary>
    public readonly HashSet<string> SecretProperties;

    /// <summary>Collects the secret properties.</summary>
    protected AutoToolSettings()
    {
        SecretProperties = [.. CollectSecretProperties() ?? []];
    }

    /// <summary>Names the properties whose values no log may show.</summary>
    protected virtual string[] CollectSecretProperties() => null;
}
