namespace Bakehouse.Oci;

/// <summary>
/// Media types of OCI (image-spec 1.1, media-types.md) and of Docker ("Image Manifest Version 2, Schema 2").
/// </summary>
public static class MediaTypes
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    public const string OciEmpty = "application/vnd.oci.empty.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private const string OciNonDistributable = "application/vnd.oci.image.layer.nondistributable.v1.tar";
    private const string DockerForeign = "application/vnd.docker.image.rootfs.foreign.diff.tar";

    /// <summary>The kinds of manifest that a registry is asked for.</summary>
    public static IReadOnlyList<string> Manifests { get; } =
    [OciIndex, DockerManifestList, OciManifest, DockerManifest];

    /// <summary>Whether it is a list of manifests, one for each platform.</summary>
    public static bool IsIndex(string mediaType) => mediaType is OciIndex or DockerManifestList;

    /// <summary>
    /// Whether it is a layer that its owner lets nobody else hand out (OCI image-spec 1.1, layer.md,
    /// "Non-Distributable Layers"; Docker's foreign layers).
    /// </summary>
    public static bool IsNonDistributable(string mediaType) =>
        mediaType.StartsWith(OciNonDistributable, StringComparison.Ordinal)
        || mediaType.StartsWith(DockerForeign, StringComparison.Ordinal);
}
