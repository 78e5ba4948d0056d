using Bakehouse.LocalEcr.Gateway;

namespace Bakehouse.UnitTests.LocalEcr.Gateway;

/// <summary>What docker's requests need of IAM.</summary>
internal sealed class GatewayRouteTests
{
    [TestCase("HEAD", "team/app/manifests/1.0", "ecr:BatchGetImage")]
    [TestCase("GET", "team/app/manifests/sha256:00", "ecr:BatchGetImage")]
    [TestCase("PUT", "team/app/manifests/1.0", "ecr:PutImage")]
    [TestCase("DELETE", "team/app/manifests/1.0", "ecr:BatchDeleteImage")]
    [TestCase("DELETE", "team/app/blobs/sha256:00", null)]
    [TestCase("HEAD", "team/app/blobs/sha256:00", "ecr:BatchCheckLayerAvailability")]
    [TestCase("GET", "team/app/blobs/sha256:00", "ecr:GetDownloadUrlForLayer")]
    [TestCase("POST", "team/app/blobs/uploads/", "ecr:InitiateLayerUpload")]
    [TestCase("PATCH", "team/app/blobs/uploads/1-2", "ecr:UploadLayerPart")]
    [TestCase("PUT", "team/app/blobs/uploads/1-2", "ecr:CompleteLayerUpload")]
    [TestCase("GET", "team/app/tags/list", "ecr:ListImages")]
    public void Action_OfARequest_IsTheOneThatEcrAsksFor(string method, string path, string? action)
    {
        var route = GatewayRoute.Parse(path)!;

        Assert.That(route.Repository, Is.EqualTo("team/app"));
        Assert.That(route.ActionFor(method), Is.EqualTo(action));
    }

    [TestCase("team/manifests/manifests/1.0", "team/manifests", "manifests", "1.0")]
    [TestCase("team/blobs/blobs/uploads/1", "team/blobs", "uploads", "1")]
    public void Repository_NamedAsAPartOfTheProtocol_IsFound(
        string path,
        string repository,
        string kind,
        string reference
    ) => Assert.That(GatewayRoute.Parse(path), Is.EqualTo(new GatewayRoute(repository, kind, reference)));

    [TestCase("_catalog")]
    [TestCase("manifests/1.0")]
    public void Path_ThatIsNothingOfTheProtocol_IsNone(string path) => Assert.That(GatewayRoute.Parse(path), Is.Null);
}
