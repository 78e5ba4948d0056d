using Bakehouse.Pipelines;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Pipelines;

/// <summary>What GitLab reads.</summary>
internal sealed class PipelineYamlTests
{
    [Test]
    public void Yaml_OfAPlan_SaysWhatEachJobRunsAndWaitsFor()
    {
        var tree = new PlannedTree()
            .With("root", ImageAction.Retag)
            .With("build", ImageAction.Build, "root")
            .WithAnew("sbt", "build");

        Assert.That(
            tree.Yaml(),
            Is.EqualTo(
                """
                include:
                - local: .ci/job.yml
                workflow:
                  rules:
                  - when: always
                stages:
                - images 1
                - images 2
                tags of unchanged images:
                  extends: .tags
                  stage: images 1
                  needs: []
                  resource_group: $CI_COMMIT_REF_SLUG/tags-of-unchanged-images
                  script:
                  - ./build.sh --target=Push-Root
                build:
                  extends: .image
                  stage: images 1
                  needs: []
                  resource_group: $CI_COMMIT_REF_SLUG/build
                  script:
                  - ./build.sh --target=Push-Build
                sbt:
                  extends: .image
                  stage: images 2
                  needs:
                  - job: build
                    artifacts: false
                  resource_group: $CI_COMMIT_REF_SLUG/sbt
                  script:
                  - ./build.sh --target=Push-Sbt --force

                """
            )
        );
    }

    [Test]
    public void Yaml_OfAnImageThatCouldNotBeAsked_HasAJobThatAsksAgain() =>
        Assert.That(
            new PlannedTree().With("root", ImageAction.Fail).Yaml(),
            Does.EndWith("  script:\n  - ./build.sh --target=Push-Root --refresh\n")
        );

    [Test]
    public void Yaml_OfAGitTagThatIsTheVersion_EndsWithARelease()
    {
        var tree = new PlannedTree { GitTag = PlannerFacts.Version.Text }
            .With("root", ImageAction.Retag)
            .With("build", ImageAction.Build, "root");

        Assert.That(
            tree.Yaml(),
            Does.Contain("- images 1\n- release\n")
                .And.EndsWith(
                    $"""
                    release:
                      extends: .release
                      stage: release
                      script:
                      - echo 'Release {PlannerFacts.Version}'
                      release:
                        tag_name: {PlannerFacts.Version}
                        name: {PlannerFacts.Version}
                        description: >
                          - `registry.example.com/team/root:{PlannerFacts.Version}`

                          - `registry.example.com/team/build:{PlannerFacts.Version}`

                    """
                )
        );
    }

    [Test]
    public void Yaml_OfAnotherGitTag_HasNoRelease() =>
        Assert.That(
            new PlannedTree { GitTag = "another" }
                .With("root", ImageAction.Build)
                .Yaml(),
            Does.Not.Contain("release")
        );

    [Test]
    public void Yaml_WhereNothingIsToDo_HasAJobThatSaysSo()
    {
        var tree = new PlannedTree().With("root", ImageAction.Nothing);

        Assert.That(tree.Yaml(), Does.Contain("\nnothing to do:\n"));
    }

    [Test]
    public void Yaml_OfAnImageWithTheNameOfAKeyword_CallsItsJobOtherwise()
    {
        var tree = new PlannedTree().With("cache", ImageAction.Build).With("child", ImageAction.Build, "cache");

        var yaml = tree.Yaml();

        Assert.That(yaml, Does.Contain("\ncache (image):\n").And.Contain("- job: cache (image)\n"));
    }
}
