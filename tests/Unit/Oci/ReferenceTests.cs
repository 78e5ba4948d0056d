using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Oci;

public sealed class ReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [TestCase("redis", "docker.io", "library/redis", null)]
    [TestCase("docker.io/library/redis:7", "docker.io", "library/redis", "7")]
    [TestCase("index.docker.io/redis", "docker.io", "library/redis", null)]
    [TestCase("bitnami/redis:7", "docker.io", "bitnami/redis", "7")]
    [TestCase("localhost/a:1", "localhost", "a", "1")]
    [TestCase("localhost:5000/a", "localhost:5000", "a", null)]
    [TestCase("host:5000/a/b", "host:5000", "a/b", null)]
    [TestCase("[::1]:5000/a", "[::1]:5000", "a", null)]
    [TestCase("host:5000", "docker.io", "library/host", "5000")]
    [TestCase("MyHost/a", "MyHost", "a", null)]
    [TestCase("a.b/c__d/e---f/g.h", "a.b", "c__d/e---f/g.h", null)]
    public void Parse_WhatDockerAccepts_IsReadAsDockerDoes(
        string text,
        string registry,
        string repository,
        string? tag
    ) => Assert.That(Reference.Parse(text), Is.EqualTo(new Reference(registry, repository, tag)));

    [Test]
    public void Parse_TagAndDigest_KeepsBoth()
    {
        var reference = Reference.Parse($"a/b:tag@sha256:{Hex}");

        Assert.That(reference.Tag, Is.EqualTo("tag"));
        Assert.That(reference.Digest!.Hex, Is.EqualTo(Hex));
        Assert.That(reference.ToString(), Is.EqualTo($"docker.io/a/b:tag@sha256:{Hex}"));
    }

    [TestCase("", "it is empty, at character 1")]
    [TestCase("Redis:7", "upper case 'R' in the repository, which is lower case, at character 1")]
    [TestCase("host:5000/a/Bc", "upper case 'B' in the repository, which is lower case, at character 13")]
    [TestCase("https://host/a", "a reference has no 'https://' before it, at character 1")]
    [TestCase("re dis", "a repository may not have a space, at character 3")]
    [TestCase("redis:", "the tag is empty, at character 7")]
    [TestCase("redis:-1", "a tag may not start with '-', at character 7")]
    [TestCase("redis:1/2:3+4", "a tag may not have '+', at character 12")]
    [TestCase("host.x/", "the repository is missing, at character 8")]
    [TestCase("a//b", "a part of the repository is empty, at character 3")]
    [TestCase("a-/b", "a part of the repository may not start or end with '-', at character 2")]
    [TestCase("a..b", "a repository may not have '..' between letters, at character 2")]
    [TestCase("host:99999/a", "'99999' is no port, at character 6")]
    [TestCase("-host.x/a", "a part of the registry's host name may not start with '-', at character 1")]
    [TestCase("a@sha512:00", "the digest 'sha512:00' does not start with 'sha256:', at character 3")]
    [TestCase("a@sha256:00", "the digest 'sha256:00' has 2 digits, not 64, at character 3")]
    [TestCase(Hex, "64 hex digits are an image's identifier, not its name, at character 1")]
    public void Parse_WhatDockerRefuses_SaysWhatAndWhere(string text, string problem)
    {
        var error = Assert.Throws<BakehouseException>(() => Reference.Parse(text));

        Assert.That(error.Problem, Is.EqualTo($"'{text}' is no image reference: {problem}."));
        Assert.That(error.Remedy, Does.Contain("docker.io/library/redis:7"));
    }

    [TestCase(128, true)]
    [TestCase(129, false)]
    public void Parse_TagOfLength_Upto128(int length, bool accepted) =>
        Assert.That(Reference.TryParse($"a:{new string('x', length)}", out _, out _), Is.EqualTo(accepted));

    [TestCase(255, true)]
    [TestCase(256, false)]
    public void Parse_RepositoryOfLength_Upto255(int length, bool accepted) =>
        Assert.That(Reference.TryParse($"h.x/{new string('x', length)}", out _, out _), Is.EqualTo(accepted));

    [Test]
    public void New_RegistryThatWouldReadAsRepository_IsRefused() =>
        Assert.That(
            () => new Reference("ecr", "a"),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("neither a dot nor a port")
        );

    [Test]
    public void WithTag_OfAPinnedReference_DropsTheDigest() =>
        Assert.That(Reference.Parse($"h.x/a:1@sha256:{Hex}").WithTag("2"), Is.EqualTo(new Reference("h.x", "a", "2")));

    [Test]
    public void WithDigest_OfATaggedReference_KeepsTheTag() =>
        Assert.That(
            Reference.Parse("h.x/a:1").WithDigest(Digest.Parse($"sha256:{Hex}")).ToString(),
            Is.EqualTo($"h.x/a:1@sha256:{Hex}")
        );

    [TestCase("redis", "docker.io/library/redis:latest")]
    [TestCase("redis:7", "docker.io/library/redis:7")]
    [TestCase($"redis@sha256:{Hex}", $"docker.io/library/redis@sha256:{Hex}")]
    public void WithDefaultTag_Always_AddsLatestOnlyWhereNothingIsSaid(string text, string expected) =>
        Assert.That(Reference.Parse(text).WithDefaultTag().ToString(), Is.EqualTo(expected));

    [TestCase("docker.io/library/redis:7", "redis:7")]
    [TestCase("docker.io/bitnami/redis", "bitnami/redis")]
    [TestCase("docker.io/a.b/c", "docker.io/a.b/c")]
    [TestCase("docker.io/library/a/b", "library/a/b")]
    [TestCase("h.x/library/redis", "h.x/library/redis")]
    public void Familiar_Always_IsAsShortAsItCanBe(string text, string expected) =>
        Assert.That(Reference.Parse(text).Familiar, Is.EqualTo(expected));
}
