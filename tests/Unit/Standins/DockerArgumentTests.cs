using Cake.Core.IO;
using Cake.Docker;

namespace Bakehouse.UnitTests.Standins;

public class DockerArgumentTests
{
    private readonly DockerFixture _docker = new();

    [Test]
    public void Build_WithTrickyValues_QuotesEachAndKeepsTheOrder()
    {
        var settings = new DockerImageBuildSettings
        {
            Tag = ["registry:5000/a:1", "registry:5000/a:latest"],
            BuildArg = ["PLAIN=1", "SPACE=a b", "QUOTE=say \"hi\"", "BACKSLASH=c:\\", ""],
            NoCache = true,
            Pull = false,
            CpuQuota = 5,
            File = "images/a b/Dockerfile",
            Progress = "plain",
        };

        _docker.Context.DockerBuild(settings, "images/a b");

        Assert.That(
            _docker.CommandLine,
            Is.EqualTo(
                "image build --build-arg \"PLAIN=1\" --build-arg \"SPACE=a b\" --build-arg \"QUOTE=say \\\"hi\\\"\""
                    + " --build-arg \"BACKSLASH=c:\\\\\" --cpu-quota 5 --file \"images/a b/Dockerfile\" --no-cache"
                    + " --progress \"plain\" --tag \"registry:5000/a:1\" --tag \"registry:5000/a:latest\" \"images/a b\""
            )
        );
    }

    [TestCase(".", "image build \".\"")]
    [TestCase("\"a b\"", "image build \"a b\"")]
    public void Build_OfAPath_QuotesItOnce(string path, string expected)
    {
        _docker.Context.DockerBuild(path);

        Assert.That(_docker.CommandLine, Is.EqualTo(expected));
    }

    [TestCase(true, "image build --rm=True \".\"")]
    [TestCase(false, "image build --rm=False \".\"")]
    [TestCase(null, "image build \".\"")]
    public void Flag_ThatIsOnByDefault_IsPassedWithItsValue(bool? rm, string expected)
    {
        _docker.Context.DockerBuild(new DockerImageBuildSettings { Rm = rm }, ".");

        Assert.That(_docker.CommandLine, Is.EqualTo(expected));
    }

    [Test]
    public void BuildX_WithLists_RepeatsTheOption()
    {
        var settings = new DockerBuildXBuildSettings
        {
            Secret = ["id=token,src=/run/token"],
            BuildContext = ["parent=docker-image://a@sha256:0"],
            Platform = ["linux/amd64", "linux/arm64"],
            Push = true,
            MetadataFile = "out/meta.json",
        };

        _docker.Context.DockerBuildXBuild(settings, "images/a");

        Assert.That(
            _docker.CommandLine,
            Is.EqualTo(
                "buildx build --build-context \"parent=docker-image://a@sha256:0\" --metadata-file \"out/meta.json\""
                    + " --platform \"linux/amd64\" --platform \"linux/arm64\" --push"
                    + " --secret \"id=token,src=/run/token\" images/a"
            )
        );
    }

    [Test]
    public void Run_WithACommand_PassesItUnquoted()
    {
        _docker.Prints("first", "second");
        var settings = new DockerContainerRunSettings
        {
            Rm = true,
            Env = ["A=1 2"],
            Volume = ["/a b:/c"],
            Cpus = 2,
            StopTimeout = 3,
            ReadOnly = true,
        };

        var line = _docker.Context.DockerRun(settings, "base", "sh", "-c", "\"echo hi\"");

        Assert.That(
            _docker.CommandLine,
            Is.EqualTo(
                "run --cpus 2 --env \"A=1 2\" --read-only --rm --stop-timeout 3 --volume \"/a b:/c\""
                    + " base sh -c \"echo hi\""
            )
        );
        Assert.That(line, Is.EqualTo("first"));
        Assert.That(_docker.Started.RedirectStandardOutput, Is.True);
    }

    [Test]
    public void Run_WithoutACommand_LeavesItsArgumentsOut()
    {
        _docker.Context.DockerRunWithoutResult("base", "", "--ignored");

        Assert.That(_docker.CommandLine, Is.EqualTo("run base"));
        Assert.That(_docker.Started.RedirectStandardOutput, Is.False);
    }

    [Test]
    public void Create_OfAContainer_ReturnsItsId()
    {
        _docker.Prints("0123abc");

        var id = _docker.Context.DockerCreate(
            new DockerContainerCreateSettings { Name = "x", Network = "none" },
            "base",
            "goss",
            "validate"
        );

        Assert.That(_docker.CommandLine, Is.EqualTo("create --name \"x\" --network \"none\" base goss validate"));
        Assert.That(id, Is.EqualTo("0123abc"));
    }

    [Test]
    public void Login_WithAPassword_KeepsItOutOfTheLog()
    {
        _docker.Context.DockerLogin("baker", "open sesame", "registry.example");

        Assert.That(
            _docker.CommandLine,
            Is.EqualTo("login --password \"open sesame\" --username \"baker\" registry.example")
        );
        Assert.That(_docker.Started.Arguments.RenderSafe(), Does.Not.Contain("sesame").And.Contain("[REDACTED]"));
    }

    [Test]
    public void CustomCommand_WithArguments_PassesThemAsTheyAre()
    {
        _docker.Prints("[]");

        var lines = _docker.Context.DockerCustomCommand("inspect --format \"{{.Id}}\" base");

        Assert.That(_docker.CommandLine, Is.EqualTo("inspect  --format \"{{.Id}}\" base"));
        Assert.That(lines, Is.EqualTo(["[]"]));
    }

    [Test]
    public void List_WithANumberThatIsAlwaysSet_LeavesItOut()
    {
        _docker.Prints("one", "two");

        var text = _docker.Context.DockerPs(
            new()
            {
                All = true,
                Quiet = true,
                Filter = "name=a b",
                Last = 3,
            }
        );

        Assert.That(_docker.CommandLine, Is.EqualTo("ps --all --filter \"name=a b\" --quiet"));
        Assert.That(text, Is.EqualTo("one\ntwo"));
    }

    [TestCase("NoCache", "no-cache")]
    [TestCase("Ip6", "ip6")]
    [TestCase("BlkioWeightDevice", "blkio-weight-device")]
    public void Option_OfAProperty_HasItsWordsHyphenated(string property, string expected) =>
        Assert.That(ArgumentsBuilderExtension.GetPropertyName(property), Is.EqualTo(expected));
}
