using System.Diagnostics.CodeAnalysis;

namespace Bakehouse.Oci;

/// <summary>
/// The name of an image in a registry: <c>registry/repository[:tag][@sha256:…]</c>. What is written is read as Docker
/// reads it (distribution/reference, normalize.go): <c>redis</c> is <c>docker.io/library/redis</c>. A tag is never
/// assumed; see <see cref="WithDefaultTag"/>.
/// </summary>
public sealed record Reference
{
    /// <summary>What Docker Hub is called in references, though its API is elsewhere.</summary>
    public const string DockerHub = "docker.io";

    internal const string Official = "library/";

    /// <exception cref="BakehouseException">One of the parts breaks the grammar.</exception>
    public Reference(string registry, string repository, string? tag = null, Digest? digest = null)
    {
        Registry = registry == "index.docker.io" ? DockerHub : registry;
        Repository = Registry == DockerHub && !repository.Contains('/') ? Official + repository : repository;
        Tag = tag;
        Digest = digest;
        var fault =
            Fault.InRegistry(Registry)
            ?? Fault.InRepository(Repository)
            ?? (tag is null ? null : Fault.InTag(tag))
            ?? (ReferenceParser.NamesRegistry(Registry) ? null : Fault.OfRegistryName(Registry));
        if (fault is not null)
            throw ReferenceParser.Refusal(ToString(), fault.Problem);
    }

    /// <summary>Host and port, <c>docker.io</c> or <c>127.0.0.1:5000</c>.</summary>
    public string Registry { get; }

    /// <summary>The path in the registry, <c>library/redis</c>.</summary>
    public string Repository { get; }

    public string? Tag { get; }

    /// <summary>Where it is set, it decides which image is meant, whatever the tag says.</summary>
    public Digest? Digest { get; }

    /// <summary>The repository alone, without tag and digest.</summary>
    public Reference Name => Tag is null && Digest is null ? this : new(Registry, Repository);

    /// <exception cref="BakehouseException">The text is no reference; the error says what is wrong with it and where.</exception>
    public static Reference Parse(string text) =>
        ReferenceParser.TryParse(text, out var reference, out var problem)
            ? reference
            : throw ReferenceParser.Refusal(text, problem);

    /// <param name="text">What somebody wrote.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="problem">What is wrong and at which character, as the end of a sentence.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Reference? reference,
        [NotNullWhen(false)] out string? problem
    ) => ReferenceParser.TryParse(text, out reference, out problem);

    /// <summary>The same repository under another tag. A digest is dropped: it was the other tag's.</summary>
    public Reference WithTag(string tag) => new(Registry, Repository, tag);

    /// <summary>The same name, fixed to one content. The tag is kept for people to read.</summary>
    public Reference WithDigest(Digest digest) => new(Registry, Repository, Tag, digest);

    /// <summary>With tag <c>latest</c> where neither a tag nor a digest was written, as docker does on pull.</summary>
    public Reference WithDefaultTag() => Tag is null && Digest is null ? WithTag("latest") : this;

    /// <summary>As short as docker shows it: <c>redis:7</c>. It parses back to the same reference.</summary>
    public string Familiar
    {
        get
        {
            if (Registry != DockerHub)
                return ToString();
            if (Repository.StartsWith(Official, StringComparison.Ordinal) && Repository.Count('/') == 1)
                return Repository[Official.Length..] + Suffix;
            return ReferenceParser.NamesRegistry(Repository.Split('/')[0]) ? ToString() : Repository + Suffix;
        }
    }

    private string Suffix => (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    /// <summary>The whole of it; it parses back to the same reference.</summary>
    public override string ToString() => $"{Registry}/{Repository}{Suffix}";
}
