using Bakehouse.LocalEcr.Repositories;
using static Bakehouse.UnitTests.LocalEcr.Repositories.SampleRepositories;

namespace Bakehouse.UnitTests.LocalEcr.Repositories;

/// <summary>ECR User Guide, "Automate the cleanup of images by using lifecycle policies": the rules of evaluation.</summary>
internal sealed class LifecycleEvaluationTests
{
    [Test]
    public void Count_OfMoreThanItsNumber_ExpiresTheOldest()
    {
        var repository = Empty.With(Image("a", 1), "dev-1").With(Image("b", 2), "dev-2").With(Image("c", 3), "dev-3");

        Assert.That(Expired(repository, Prefix(1, "imageCountMoreThan", 1, "dev-")), Is.EqualTo((string[])["c", "b"]));
    }

    [Test]
    public void Age_OfMoreThanItsDays_ExpiresThoseAlone()
    {
        var repository = Empty.With(Image("a", 13), "dev-1").With(Image("b", 15), "dev-2").With(Image("c", 15), "1.0");

        Assert.That(Expired(repository, Prefix(1, "sinceImagePushed", 14, "dev-")), Is.EqualTo((string[])["b"]));
    }

    [Test]
    public void Image_ThatAnEarlierRuleSelects_IsOutOfReachForLaterOnes()
    {
        var repository = Empty.With(Image("a", 90), "latest", "dev-1").With(Image("b", 90), "dev-2");

        Assert.That(
            Expired(
                repository,
                Prefix(1, "imageCountMoreThan", 9999, "latest"),
                Prefix(2, "sinceImagePushed", 14, "dev-")
            ),
            Is.EqualTo((string[])["b"])
        );
    }

    [Test]
    public void Image_ThatALaterRuleWouldKeep_ExpiresByTheEarlierOne()
    {
        var repository = Empty.With(Image("a", 90), "latest", "dev-1");

        Assert.That(
            Expired(
                repository,
                Prefix(2, "imageCountMoreThan", 9999, "latest"),
                Prefix(1, "sinceImagePushed", 14, "dev-")
            ),
            Is.EqualTo((string[])["a"])
        );
    }

    [Test]
    public void Count_OfImagesThatAnEarlierRuleHolds_IncludesThem()
    {
        var repository = Empty
            .With(Image("a", 1), "latest", "dev-1")
            .With(Image("b", 2), "dev-2")
            .With(Image("c", 3), "dev-3");

        Assert.That(
            Expired(
                repository,
                Prefix(1, "imageCountMoreThan", 1, "latest"),
                Prefix(2, "imageCountMoreThan", 2, "dev-")
            ),
            Is.EqualTo((string[])["c"])
        );
    }

    [Test]
    public void List_OfSeveralPrefixes_SelectsImagesThatHaveATagForEach()
    {
        var repository = Empty
            .With(Image("a", 9), "alpha-1", "beta-1")
            .With(Image("b", 9), "alpha-2")
            .With(Image("c", 9), "beta-2");

        Assert.That(
            Expired(repository, Prefix(1, "sinceImagePushed", 5, "alpha", "beta")),
            Is.EqualTo((string[])["a"])
        );
    }

    [TestCase("*-dev*", "1.4.0-dev202601010000")]
    [TestCase("dev*", "dev")]
    [TestCase("prod", "prod")]
    public void Pattern_ThatATagMatchesAsAWhole_SelectsItsImage(string pattern, string tag)
    {
        var repository = Empty
            .With(Image("a", 9), "1.4.0", tag)
            .With(Image("b", 9), "x-" + tag + "-x-1.4.0", "product");

        var policy =
            $$"""{"tagStatus":"tagged","tagPatternList":["{{pattern}}"],"countType":"sinceImagePushed","countUnit":"days","countNumber":5}""";

        Assert.That(Expired(repository, Rule(1, policy)), Does.Contain("a"));
        if (!pattern.StartsWith('*'))
        {
            Assert.That(Expired(repository, Rule(1, policy)), Does.Not.Contain("b"));
        }
    }

    [Test]
    public void Untagged_SelectsImagesWithoutATagAlone()
    {
        var repository = Empty.With(Image("a", 9)).With(Image("b", 9), "1.0");

        Assert.That(Expired(repository, Status(1, "untagged", 5)), Is.EqualTo((string[])["a"]));
    }

    [Test]
    public void Any_SelectsWhatNoEarlierRuleDid()
    {
        var repository = Empty.With(Image("a", 9)).With(Image("b", 9), "1.0").With(Image("c", 9), "latest");

        Assert.That(
            Expired(repository, Prefix(1, "imageCountMoreThan", 9999, "latest"), Status(2, "any", 5)),
            Is.EquivalentTo((string[])["a", "b"])
        );
    }

    [Test]
    public void PartOfAnIndex_WithoutTags_StaysAsLongAsTheIndex()
    {
        var repository = Empty.With(Image("part", 9)).With(Image("index", 9, "part"), "1.0");

        Assert.That(Expired(repository, Status(1, "untagged", 5)), Is.Empty);
    }

    private static IEnumerable<string> Expired(Repository repository, params string[] rules) =>
        LifecycleEvaluation
            .Evaluate(repository, LifecyclePolicy.Parse($$"""{"rules":[{{string.Join(',', rules)}}]}"""), Now)
            .Select(expiry => expiry.Image.Digest["sha256:".Length..]);

    private static string Prefix(int priority, string type, int number, params string[] prefixes)
    {
        var unit = type == "sinceImagePushed" ? "\"countUnit\":\"days\"," : "";
        var list = string.Join(',', prefixes.Select(prefix => $"\"{prefix}\""));
        return Rule(
            priority,
            $$"""{"tagStatus":"tagged","tagPrefixList":[{{list}}],"countType":"{{type}}",{{unit}}"countNumber":{{number}} }"""
        );
    }

    private static string Status(int priority, string status, int days) =>
        Rule(
            priority,
            $$"""{"tagStatus":"{{status}}","countType":"sinceImagePushed","countUnit":"days","countNumber":{{days}} }"""
        );

    private static string Rule(int priority, string selection) =>
        $$"""{"rulePriority":{{priority}},"action":{"type":"expire"},"selection":{{selection}} }""";
}
