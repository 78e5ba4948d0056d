namespace Cake.Docker;

/// <summary>Options of <c>docker login</c>.</summary>
public sealed partial class DockerRegistryLoginSettings : AutoToolSettings
{
    public string Password { get; set; }

    public bool? PasswordStdin { get; set; }

    public string Username { get; set; }

    /// <inheritdoc/>
    protected override string[] CollectSecretProperties() => [nameof(Password)];
}
