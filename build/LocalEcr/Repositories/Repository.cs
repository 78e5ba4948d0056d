using System.Collections.Immutable;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>A repository with its settings and what is in it.</summary>
internal sealed record Repository(string Name, DateTimeOffset CreatedAt)
{
    /// <summary>ECR's quota, "Tags per image".</summary>
    public const int MostTags = 1000;

    public required string RegistryId { get; init; }

    public TagMutability Mutability { get; init; } = TagMutability.Default;

    public bool ScanOnPush { get; init; }

    /// <summary><c>AES256</c> or <c>KMS</c>.</summary>
    public string EncryptionType { get; init; } = "AES256";

    public string? KmsKey { get; init; }

    /// <summary>The lifecycle policy as it was put; null for none.</summary>
    public string? LifecyclePolicy { get; init; }

    public DateTimeOffset? LifecycleEvaluatedAt { get; init; }

    /// <summary>The resource tags.</summary>
    public ImmutableSortedDictionary<string, string> ResourceTags { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>By digest.</summary>
    public ImmutableSortedDictionary<string, Image> Images { get; init; } =
        ImmutableSortedDictionary<string, Image>.Empty;

    /// <summary>The digest of each image tag.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The tags of an image.</summary>
    public IReadOnlyList<string> TagsOf(string digest) =>
        [.. Tags.Where(tag => tag.Value == digest).Select(tag => tag.Key)];

    /// <summary>The image that is meant, or null. Where both are given they must go together.</summary>
    public Image? Find(ImageId id) =>
        (id.Digest, id.Tag) switch
        {
            (null, null) => null,
            (null, { } tag) => Tags.TryGetValue(tag, out var digest) ? Images[digest] : null,
            ({ } digest, null) => Images.GetValueOrDefault(digest),
            ({ } digest, { } tag) => Tags.GetValueOrDefault(tag) == digest ? Images[digest] : null,
        };

    /// <summary>The image that is meant.</summary>
    /// <exception cref="Access.AwsException">There is none.</exception>
    public Image Require(ImageId id) => Find(id) ?? throw EcrErrors.NoImage(id, Name, RegistryId);

    /// <summary>Whether an image is part of an index, and so must stay.</summary>
    public bool IsReferenced(string digest) => Images.Values.Any(image => image.References.Contains(digest));

    /// <summary>Adds an image, a tag, or both.</summary>
    /// <exception cref="Access.AwsException">
    /// The tag must not move (not even to where it is), the image has too many, or lacks a part.
    /// </exception>
    public Repository Put(Image image, string? tag)
    {
        var missing = image.References.Where(digest => !Images.ContainsKey(digest)).ToList();
        if (missing.Count > 0)
        {
            throw EcrErrors.NoReferencedImages(missing, Name, RegistryId);
        }

        if (tag is not null)
        {
            RejectTag(image, tag);
        }

        return this with
        {
            Images = Images.ContainsKey(image.Digest)
                ? Images
                : Images.Add(image.Digest, image with { IsScanned = ScanOnPush }),
            Tags = tag is null ? Tags : Tags.SetItem(tag, image.Digest),
        };
    }

    /// <summary>Whether an index needs the image that would go with this.</summary>
    public bool IsNeeded(ImageId id) =>
        Find(id) is { } image && (id.Tag is null || TagsOf(image.Digest).Count == 1) && IsReferenced(image.Digest);

    /// <summary>Removes a tag where one is named, else the image of the digest.</summary>
    public Repository Without(ImageId id) => id.Tag is { } tag ? WithoutTag(tag) : WithoutImage(id.Digest!);

    /// <summary>Removes a tag, and with its last tag the image.</summary>
    public Repository WithoutTag(string tag)
    {
        var digest = Tags[tag];
        return TagsOf(digest).Count == 1 ? WithoutImage(digest) : this with { Tags = Tags.Remove(tag) };
    }

    /// <summary>Removes an image with all its tags.</summary>
    public Repository WithoutImage(string digest) =>
        this with
        {
            Images = Images.Remove(digest),
            Tags = Tags.RemoveRange(TagsOf(digest)),
        };

    private void RejectTag(Image image, string tag)
    {
        if (Tags.ContainsKey(tag) && !Mutability.MayMove(tag))
        {
            throw EcrErrors.ImmutableTag(tag, Name);
        }

        if (Tags.GetValueOrDefault(tag) != image.Digest && TagsOf(image.Digest).Count >= MostTags)
        {
            throw EcrErrors.TooManyTags(tag, Name, RegistryId, MostTags);
        }
    }
}
