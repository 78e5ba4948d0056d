using Bakehouse.Adapters.Ecr;
using Bakehouse.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Architecture;

internal sealed class CloudFormationTests
{
    [Test]
    public void Template_OfTheRepositories_IsUpToDate()
    {
        using var provider = Repository.Services().BuildServiceProvider();
        var repositories = provider.GetRequiredService<RepositoryList>().All;

        Assert.That(
            File.ReadAllText(Path.Combine(Repository.Root, CloudFormationTemplate.FileName)),
            Is.EqualTo(CloudFormationTemplate.Write(repositories)),
            "Write it anew: ./build.sh --target=Cloud-Formation"
        );
    }
}
