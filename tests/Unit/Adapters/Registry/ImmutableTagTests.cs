using System.Net;
using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Registry;

/// <summary>A tag that never moves is refused, by ECR also where it would stay where it is.</summary>
public sealed class ImmutableTagTests : RegistryFixture
{
    private const string Address = $"{Root}/bakery/bread/manifests/7";
    private const string Refusal =
        """{"errors":[{"code":"TAG_INVALID","message":"The image tag '7' already exists and is immutable."}]}""";
    private static readonly Manifest Manifest = new(MediaTypes.OciManifest, Encoding.UTF8.GetBytes("{}"));

    [Test]
    public async Task Put_OfWhatStandsThere_IsDone()
    {
        Http.Expect($"PUT {Address}", HttpStatusCode.BadRequest, Refusal);
        Stands(Manifest.Digest);

        await Client.Manifests.PutAsync(Bread, Manifest);
    }

    [Test]
    public void Put_OfSomethingElse_IsAnErrorThatNamesBoth()
    {
        var other = Digest.Of("other"u8);
        Http.Expect($"PUT {Address}", HttpStatusCode.BadRequest, Refusal);
        Stands(other);

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.PutAsync(Bread, Manifest));

        Assert.That(error!.Problem, Does.Contain(other.ToString()).And.Contain(Manifest.Digest.ToString()));
        Assert.That(error.Remedy, Does.Contain("VERSION"));
    }

    [Test]
    public void Denial_ByEcr_NamesTheActionThatIsMissing()
    {
        const string message = "User: a is not authorized to perform: ecr:PutImage on resource: b";
        Http.Expect(
            $"PUT {Address}",
            HttpStatusCode.Forbidden,
            $$"""{"errors":[{"code":"DENIED","message":"{{message}}"}]}"""
        );

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.PutAsync(Bread, Manifest));

        Assert.That(error!.Remedy, Does.Contain("Add ecr:PutImage"));
    }

    private void Stands(Digest digest) =>
        Http.Expect(
            $"HEAD {Address}",
            (_, _) =>
                StrictHttp.Answer(
                    HttpStatusCode.OK,
                    "",
                    MediaTypes.OciManifest,
                    ("Docker-Content-Digest", digest.ToString()),
                    ("Content-Length", "2")
                )
        );
}
