using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.UnitTests.LocalEcr.Repositories;

/// <summary>Which policies ECR takes (ECR User Guide, "Lifecycle policy properties in Amazon ECR").</summary>
internal sealed class LifecyclePolicyTests
{
    private const string Count = "\"countType\":\"imageCountMoreThan\",\"countNumber\":1";
    private const string Any = $$"""{"tagStatus":"any",{{Count}} }""";
    private const string Untagged = $$"""{"tagStatus":"untagged",{{Count}} }""";
    private const string Tagged = $$"""{"tagStatus":"tagged","tagPrefixList":["dev"],{{Count}} }""";

    [Test]
    public void Rules_InAnyOrder_AreReadInThatOfTheirPriority() =>
        Assert.That(
            Parse((30, Any), (10, Tagged), (20, Untagged)).Rules.Select(rule => rule.RulePriority),
            Is.EqualTo((int[])[10, 20, 30])
        );

    [TestCase("""{"tagStatus":"some","countType":"imageCountMoreThan","countNumber":1}""")]
    [TestCase("""{"tagStatus":"tagged","countType":"imageCountMoreThan","countNumber":1}""")]
    [TestCase("""{"tagStatus":"any","tagPrefixList":["a"],"countType":"imageCountMoreThan","countNumber":1}""")]
    [TestCase("""{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":0}""")]
    [TestCase("""{"tagStatus":"any","countType":"sinceImagePushed","countNumber":1}""")]
    [TestCase("""{"tagStatus":"any","countType":"imageCountMoreThan","countUnit":"days","countNumber":1}""")]
    [TestCase("""{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1,"tagPrefix":"a"}""")]
    [TestCase(
        """{"tagStatus":"tagged","tagPatternList":["*a*b*c*d*"],"countType":"imageCountMoreThan","countNumber":1}"""
    )]
    [TestCase(
        """{"tagStatus":"tagged","tagPrefixList":["a"],"tagPatternList":["b"],"countType":"imageCountMoreThan","countNumber":1}"""
    )]
    public void Rule_ThatEcrWouldNotTake_IsRefused(string selection) => AssertRefused((1, selection));

    [Test]
    public void Rules_OfOnePriority_AreRefused() => AssertRefused((1, Tagged), (1, Untagged));

    [Test]
    public void Rules_TwoForUntaggedImages_AreRefused() => AssertRefused((1, Untagged), (2, Untagged));

    [Test]
    public void Rules_TwoForTheSamePrefixes_AreRefused() => AssertRefused((1, Tagged), (2, Tagged));

    [Test]
    public void RuleForAny_ThatIsNotTheLast_IsRefused() => AssertRefused((1, Any), (2, Tagged));

    [Test]
    public void Text_ThatIsNoJson_IsRefused() =>
        Assert.That(() => LifecyclePolicy.Parse("rules: []".PadRight(100)), Throws.TypeOf<AwsException>());

    private static void AssertRefused(params (int, string)[] rules)
    {
        var refusal = Assert.Throws<AwsException>(() => Parse(rules))!;
        Assert.That(refusal.Code, Is.EqualTo("InvalidParameterException"));
    }

    private static LifecyclePolicy Parse(params (int Priority, string Selection)[] rules) =>
        LifecyclePolicy.Parse($$"""{"rules":[{{string.Join(',', rules.Select(Rule))}}]}""");

    private static string Rule((int Priority, string Selection) rule) =>
        $$"""{"rulePriority":{{rule.Priority}},"action":{"type":"expire"},"selection":{{rule.Selection}} }""";
}
