using Bakehouse.Configuration;
using Cake.Core;

namespace Bakehouse.UnitTests.Configuration;

public sealed class OptionReaderTests
{
    private readonly Dictionary<string, string> variables = [];

    [Test]
    public void Options_NotGiven_HaveTheirDefaults()
    {
        var options = Read();

        Assert.That(options.Registry, Is.Null);
        Assert.That(options.Jobs, Is.GreaterThanOrEqualTo(4));
        Assert.That((options.UseSandbox, options.IsRelease, options.NoCache), Is.EqualTo((false, false, false)));
    }

    [Test]
    public void Options_Given_AreRead()
    {
        var options = Read(
            ("registry", "registry.example:5000"),
            ("repository-prefix", "/team/images/"),
            ("jobs", "3"),
            ("sandbox", ""),
            ("build-arg", "A=1"),
            ("build-arg", "B=x=y"),
            ("docker-option", "--network=host")
        );

        Assert.That(options.Registry, Is.EqualTo("registry.example:5000"));
        Assert.That(options.RepositoryPrefix, Is.EqualTo("team/images"));
        Assert.That(options.Jobs, Is.EqualTo(3));
        Assert.That(options.UseSandbox, Is.True);
        Assert.That(
            options.BuildArguments,
            Is.EquivalentTo(new Dictionary<string, string> { ["A"] = "1", ["B"] = "x=y" })
        );
        Assert.That(options.DockerOptions, Is.EqualTo((string[])["--network=host"]));
    }

    [TestCase("", true, false)]
    [TestCase("true", true, false)]
    [TestCase("ecr", true, true)]
    [TestCase("false", false, false)]
    public void Sandbox_WithAValue_HasALocalEcrWhereThatIsAsked(string value, bool sandbox, bool ecr)
    {
        variables["BAKEHOUSE_SANDBOX"] = "ecr";

        var options = Read(("sandbox", value));

        Assert.That((options.UseSandbox, options.UseLocalEcr), Is.EqualTo((sandbox, ecr)));
        Assert.That(Read().UseLocalEcr, Is.True);
    }

    [Test]
    public void Sandbox_WithAnUnknownValue_IsAnErrorThatNamesTheKnownOnes() =>
        Assert.That(
            () => Read(("sandbox", "s3")),
            Throws.TypeOf<BakehouseException>().With.Property("Remedy").Contains("ecr")
        );

    [Test]
    public void Option_GivenAndInTheEnvironment_IsTheOneGiven()
    {
        variables["BAKEHOUSE_REGISTRY"] = "from.environment";
        variables["RELEASE"] = "1";

        Assert.That(Read().Registry, Is.EqualTo("from.environment"));
        Assert.That(Read(("registry", "given.example")).Registry, Is.EqualTo("given.example"));
        Assert.That(Read().IsRelease, Is.True);
        Assert.That(Read(("release", "false")).IsRelease, Is.False);
    }

    [TestCase("regsitry", "--registry")]
    [TestCase("docker-options", "--docker-option")]
    [TestCase("build-args", "--build-arg")]
    public void Option_Unknown_IsAnErrorThatNamesTheRightOne(string name, string expected)
    {
        var error = Assert.Throws<BakehouseException>(() => Read((name, "x")));

        Assert.That(error.Problem, Is.EqualTo($"There is no option --{name}."));
        Assert.That(error.Remedy, Does.Contain(expected));
    }

    [Test]
    public void Option_LikeNone_IsAnErrorThatListsAll()
    {
        var error = Assert.Throws<BakehouseException>(() => Read(("frobnicate", "x")));

        Assert.That(error.Remedy, Does.Contain("--registry").And.Contains("--push-option"));
    }

    [TestCase("docker-option", "--push", "pushes the image before its tests have passed")]
    [TestCase("docker-option", "-tx:1", "names the image before its tests have passed")]
    [TestCase("docker-option", "--frobnicate", "is no option of docker build")]
    [TestCase("push-option", "--all-tags", "pushes images that no test has seen")]
    [TestCase("push-option", "other:1", "is no option of docker push")]
    public void OptionOfDocker_ThatNamesOrPushesOrIsNotKnown_IsAnErrorThatNamesIt(
        string name,
        string value,
        string reason
    )
    {
        var error = Assert.Throws<BakehouseException>(() => Read((name, value)));

        Assert.That(error.Problem, Does.StartWith($"--{name} has {value}, which ").And.Contain(reason));
    }

    [TestCase("jobs", "0")]
    [TestCase("jobs", "many")]
    [TestCase("release", "perhaps")]
    [TestCase("build-arg", "NOVALUE")]
    [TestCase("registry", "true")]
    public void Option_WithABadValue_IsAnErrorThatNamesIt(string name, string value)
    {
        var error = Assert.Throws<BakehouseException>(() => Read((name, value)));

        Assert.That(error.Problem, Does.Contain($"--{name}"));
    }

    [Test]
    public void OptionsOfCake_AreNotOurs()
    {
        Assert.That(() => Read(("target", "Push-All"), ("verbosity", "diagnostic")), Throws.Nothing);
    }

    [Test]
    public void Flag_WithoutValue_IsGiven()
    {
        // Spectre hands a flag over without a value as null.
        Assert.That(Read(("sandbox", null!)).UseSandbox, Is.True);
    }

    [TestCase("refresh")]
    [TestCase("force")]
    public void SavedPlan_TogetherWithWhatAsksForAnother_IsAnErrorThatSaysWhereThatGoes(string name)
    {
        var error = Assert.Throws<BakehouseException>(() => Read(("plan", "plan.json"), (name, "")));

        Assert.That(error.Problem, Does.Contain($"--{name}").And.Contain("plan.json"));
        Assert.That(error.Remedy, Does.Contain($"--target=Plan --{name}"));
    }

    private RunOptions Read(params (string Name, string Value)[] given) =>
        new OptionReader(
            new CakeArguments(given.ToLookup(pair => pair.Name, pair => pair.Value)),
            name => variables.GetValueOrDefault(name)
        ).Read();
}
