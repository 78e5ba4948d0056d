using Bakehouse.Steps;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Steps;

/// <summary>What a run makes in an engine is known as this run's and this clone's, and as no other's.</summary>
internal sealed class RunIdentityTests
{
    [Test]
    public void TwoRunsOfAClone_ShareTheLabelAndNoName()
    {
        var (one, other) = (In("/one"), In("/one"));

        Assert.Multiple(() =>
        {
            Assert.That(one.Labels, Is.EqualTo(other.Labels));
            Assert.That(one.WorkingTagOf("a"), Is.Not.EqualTo(other.WorkingTagOf("a")));
            Assert.That(one.ContainerFor("a"), Is.Not.EqualTo(other.ContainerFor("a")));
        });
    }

    [Test]
    public void TwoClones_HaveLabelsAndPatternsOfTheirOwn()
    {
        var (one, other) = (In("/one"), In("/other"));

        Assert.That(one.Labels, Is.Not.EqualTo(other.Labels));
        Assert.That(one.WorkingTagsOfClone, Is.Not.EqualTo(other.WorkingTagsOfClone));
    }

    [Test]
    public void WorkingTag_IsFoundByThePatternOfItsClone()
    {
        var run = In("/one");

        Assert.That(run.WorkingTagOf("base-root"), Does.StartWith(run.WorkingTagsOfClone.Split('*')[0]));
    }

    private static RunIdentity In(string folder)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(folder));
        return new RunIdentity(environment);
    }
}
