using Bakehouse.LocalEcr.Access;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>ECR's errors, in its words.</summary>
internal static class EcrErrors
{
    public static AwsException Invalid(string parameter, string constraint) =>
        new(
            "InvalidParameterException",
            $"Invalid parameter at '{parameter}' failed to satisfy constraint: '{constraint}'"
        );

    public static AwsException NoRepository(string name, string registryId) =>
        new("RepositoryNotFoundException", $"{The(name)} does not exist in the registry with id '{registryId}'");

    public static AwsException RepositoryExists(string name, string registryId) =>
        new("RepositoryAlreadyExistsException", $"{The(name)} already exists in the registry with id '{registryId}'");

    public static AwsException RepositoryNotEmpty(string name, string registryId) =>
        new(
            "RepositoryNotEmptyException",
            $"{The(name)} in registry with id '{registryId}' cannot be deleted because it still contains images"
        );

    /// <param name="image">As ECR writes it: <c>{imageDigest:'null', imageTag:'1'}</c>.</param>
    /// <param name="name">The repository.</param>
    /// <param name="registryId">The account.</param>
    public static AwsException NoImage(ImageId image, string name, string registryId) =>
        new(
            "ImageNotFoundException",
            $"The image with imageId {image} does not exist within the repository with name '{name}' in the registry "
                + $"with id '{registryId}'"
        );

    public static AwsException ImageIsNeeded() =>
        new("ImageReferencedByManifestList", "Requested image referenced by manifest list");

    public static AwsException NoScan(ImageId image, string name, string registryId) =>
        new(
            "ScanNotFoundException",
            $"Image scan does not exist for the image with '{image}' in {Within(name, registryId)}"
        );

    public static AwsException NoLifecyclePolicy(string name, string registryId) =>
        new("LifecyclePolicyNotFoundException", $"Lifecycle policy does not exist for {Within(name, registryId)}");

    public static AwsException NoLifecyclePolicyPreview(string name, string registryId) =>
        new(
            "LifecyclePolicyPreviewNotFoundException",
            $"There is no lifecycle policy preview for {Within(name, registryId)}"
        );

    public static AwsException ImmutableTag(string tag, string name) =>
        new(
            "ImageTagAlreadyExistsException",
            $"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the "
                + "repository is immutable."
        );

    public static AwsException ImageExists(string digest, string tag, string name, string registryId) =>
        new(
            "ImageAlreadyExistsException",
            $"Image with digest '{digest}' and tag '{tag}' already exists in {Repository(name, registryId)}"
        );

    public static AwsException TooManyTags(string tag, string name, string registryId, int most) =>
        new(
            "LimitExceededException",
            $"Adding tag '{tag}' to an image in {Repository(name, registryId)} exceeds the maximum allowed number of "
                + $"tags per image which is '{most}'."
        );

    public static AwsException NoReferencedImages(IEnumerable<string> digests, string name, string registryId) =>
        new(
            "ReferencedImagesNotFoundException",
            $"Images with digests '[{string.Join(", ", digests)}]' required for pushing image into repository with "
                + $"name '{name}' in the registry with id '{registryId}' do not exist"
        );

    private static string The(string name) => $"The repository with name '{name}'";

    private static string Repository(string name, string registryId) =>
        $"the repository with name '{name}' in registry with id '{registryId}'";

    private static string Within(string name, string registryId) =>
        $"the repository with name '{name}' in the registry with id '{registryId}'";
}
