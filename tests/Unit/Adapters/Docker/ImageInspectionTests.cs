using Bakehouse.Adapters.Docker;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Docker;

internal sealed class ImageInspectionTests
{
    private static readonly string Layer = Digest.Of("layer"u8).ToString();

    [TestCase("sha256:ab", "sha256:ab")]
    [TestCase("ab", "sha256:ab", Description = "podman")]
    public void Id_HasItsAlgorithm(string given, string expected) =>
        Assert.That(
            ImageInspection.Read($$$"""{"Id": "{{{given}}}", "Size": 1, "RootFS": {"Layers": null}}""").Id,
            Is.EqualTo(expected)
        );

    [TestCase("{0}", Description = "the engine's API")]
    [TestCase("[{0}]", Description = "docker image inspect, podman image inspect")]
    public void Layers_AreThoseOfTheFileSystem(string answer)
    {
        var found = $$$"""{"Id": "a", "Size": 7, "RootFS": {"Layers": ["{{{Layer}}}"]}}""";

        var image = ImageInspection.Read(answer.Replace("{0}", found));

        Assert.That(image.Size, Is.EqualTo(7));
        Assert.That(image.DiffIds.Single().ToString(), Is.EqualTo(Layer));
    }
}
