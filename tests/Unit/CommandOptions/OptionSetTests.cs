using Bakehouse.CommandOptions;

namespace Bakehouse.UnitTests.CommandOptions;

/// <summary>Every spelling of every option: what could name, push or export an image is refused, and what is known passes.</summary>
internal sealed class OptionSetTests
{
    private const string Where = "--docker-option";

    private static readonly (string Name, OptionSet Set)[] Sets =
    [
        ("docker build", KnownOptions.DockerBuild),
        ("docker push", KnownOptions.DockerPush),
        ("packer build", KnownOptions.PackerBuild),
    ];

    private static IEnumerable<TestCaseData> Refused => Cases(option => option.Refusal is not null);

    private static IEnumerable<TestCaseData> Passing => Cases(option => option.Refusal is null);

    [TestCaseSource(nameof(Refused))]
    public void Option_ThatNamesPushesOrExports_IsRefusedInEverySpelling(string program, string[] words)
    {
        var error = Assert.Throws<BakehouseException>(() => SetOf(program).Require(Where, words));

        Assert.That(error.Problem, Does.StartWith($"{Where} has {words.First(word => word != "-q")}"));
        Assert.That(error.Remedy, Does.Contain("its tests have passed"));
    }

    [TestCaseSource(nameof(Passing))]
    public void Option_ThatIsKnown_PassesInEverySpelling(string program, string[] words) =>
        Assert.That(SetOf(program).Require(Where, words), Is.EqualTo(words));

    [TestCase("-tx:1")]
    [TestCase("-t=x:1")]
    [TestCase("-qtx:1")]
    [TestCase("-qDt=x:1")]
    [TestCase("-qt", "x:1")]
    [TestCase("-qotype=registry")]
    [TestCase("--push=true")]
    [TestCase("--push=false")]
    [TestCase("--output=type=image,push=true")]
    [TestCase("--network", "host", "--push")]
    [TestCase("--load=false")]
    [TestCase("--no-cache", "--tag", "x")]
    public void Spelling_OfWhatIsRefused_IsSeen(params string[] words) =>
        Assert.That(
            () => KnownOptions.DockerBuild.Require(Where, words),
            Throws.TypeOf<BakehouseException>().With.Property("Remedy").Contains("its tests have passed")
        );

    [TestCase("--load")]
    [TestCase("--load=true")]
    [TestCase("--label", "--push")]
    [TestCase("--label=a=--push")]
    [TestCase("-m512m")]
    [TestCase("-q=true")]
    public void Spelling_OfWhatPasses_IsNotTakenForAnother(params string[] words) =>
        Assert.That(KnownOptions.DockerBuild.Require(Where, words), Is.EqualTo(words));

    // docker completes no names; buildx has more that are experimental.
    [TestCase("--pus")]
    [TestCase("--tags=x")]
    [TestCase("--detach")]
    [TestCase("--invoke=sh")]
    [TestCase("-x")]
    [TestCase("-qx")]
    [TestCase("-")]
    [TestCase("--")]
    [TestCase("--tag x")]
    [TestCase("-t\u00a0x")]
    [TestCase("other/context")]
    [TestCase("--network=host", "push")]
    [TestCase("\"--push\"")]
    public void Word_ThatIsNoKnownOption_IsRefused(params string[] words) =>
        Assert.That(
            () => KnownOptions.DockerBuild.Require(Where, words),
            Throws.TypeOf<BakehouseException>().With.Property("Problem").StartsWith($"{Where} has {words[^1]}")
        );

    [Test]
    public void Option_WithoutTheValueThatItTakes_IsRefusedAsItWouldTakeTheNext() =>
        Assert.That(
            () => KnownOptions.DockerBuild.Require(Where, ["--label"]),
            Throws
                .TypeOf<BakehouseException>()
                .With.Property("Problem")
                .EqualTo($"{Where} has --label without a value.")
        );

    private static OptionSet SetOf(string program) => Sets.First(set => set.Name == program).Set;

    private static IEnumerable<TestCaseData> Cases(Func<KnownOption, bool> which) =>
        from set in Sets
        from option in set.Set.Options
        where which(option)
        from words in SpellingsOf(option, set.Set.HasNamesOnly)
        select new TestCaseData(set.Name, words);

    private static IEnumerable<string[]> SpellingsOf(KnownOption option, bool hasNamesOnly)
    {
        // A value that says no: what is on by being given is not more harmless by that.
        var value = option.HasValue ? "x=1,push=true" : "false";
        yield return [$"--{option.Name}={value}"];
        if (option.HasValue)
        {
            yield return [$"--{option.Name}", value];
        }
        else if (!option.PassesIfTrue)
        {
            yield return [$"--{option.Name}"];
        }

        if (hasNamesOnly)
        {
            yield return [$"-{option.Name}={value}"];
        }

        if (option.Letter is { } letter)
        {
            yield return [$"-{letter}={value}"];
            if (option.HasValue)
            {
                yield return [$"-{letter}{value}"];
                yield return [$"-{letter}", value];
                yield return ["-q", $"-{letter}{value}"];
            }
        }
    }
}
