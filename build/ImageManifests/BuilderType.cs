namespace Bakehouse.ImageManifests;

/// <summary>What builds an entry of a manifest.</summary>
public enum BuilderType
{
    /// <summary><c>packer</c>.</summary>
    Packer,

    /// <summary><c>docker</c> or <c>dockerfile</c>.</summary>
    Docker,
}
