using System.Reflection;
using Amazon.ECR;
using Cake.Docker;
using Cake.Frosting;

namespace Bakehouse.UnitTests.Standins;

/// <summary>
/// Holds the API against a list. What is listed must be there, whichever of the two is referenced: so the list,
/// taken from the published sources, can be held against the published packages. A stand-in has nothing else.
/// </summary>
public class PublicApiTests
{
    [TestCase("Cake.Frosting", typeof(CakeHost))]
    [TestCase("Cake.Docker", typeof(DockerAliases))]
    [TestCase("AWSSDK.ECR", typeof(IAmazonECR))]
    public void Package_InEitherForm_HasTheApiOfTheList(string package, Type type)
    {
        var list = Path.Combine(TestContext.CurrentContext.TestDirectory, "Standins", $"{package}.api.txt");
        var expected = File.ReadAllLines(list);
        var actual = PublicApi.Of(type.Assembly);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected.Except(actual, StringComparer.Ordinal), Is.Empty, "listed, but not there");
            Assert.That(
                IsSubstitute(type.Assembly) ? actual.Except(expected, StringComparer.Ordinal) : [],
                Is.Empty,
                "there, but not listed"
            );
        }
    }

    private static bool IsSubstitute(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(metadata => metadata.Key == "StandIn");
}
