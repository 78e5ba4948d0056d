using Bakehouse.Adapters.Processes;
using Bakehouse.Dockerfiles;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Dockerfiles;
using Cake.Core;

namespace Bakehouse.UnitTests.Planning;

/// <summary>The format of the two canonical texts: FINGERPRINT.md promises it to the byte, and its scripts must agree.</summary>
[Platform(Exclude = "Win", Reason = "The scripts are for sh and sha256sum.")]
public sealed class FingerprintFormatTests
{
    // SHA-256 of "a".
    private const string A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Canonical_OfInputs_IsAsDocumented()
    {
        var file = new ContextFile("Dockerfile", ContextFileKind.File, A);
        var digest = FingerprintFixture.DigestOf("a");
        var inputs = new FingerprintInputs
        {
            Platform = "linux/amd64",
            Dockerfile = file,
            Files = [new("z\nz", ContextFileKind.SymbolicLink, A), file, new(@"b\n c", ContextFileKind.Executable, A)],
            Arguments = new Dictionary<string, string>
            {
                ["b"] = "a",
                ["B"] = "a",
                ["HTTP_PROXY"] = "x",
            },
            Options = ["a"],
            References =
            [
                new(ImageReferenceKind.Syntax, "s", digest),
                new(ImageReferenceKind.MountFrom, "m", digest),
                new(ImageReferenceKind.From, "f", digest),
                new(ImageReferenceKind.CopyFrom, "c", digest),
                new(ImageReferenceKind.From, "f", digest),
            ],
        };

        Assert.That(
            inputs.Canonical(),
            Is.EqualTo(
                $"""
                bakehouse-fingerprint 1
                platform linux/amd64
                dockerfile {A} Dockerfile
                file - {A} Dockerfile
                file x {A} b\\n c
                file l {A} z\nz
                argument {A} B
                argument {A} b
                option {A}
                copy-from sha256:{A} c
                from sha256:{A} f
                mount-from sha256:{A} m
                syntax sha256:{A} s

                """
            )
        );
    }

    [Test]
    public async Task Fingerprint_ByTheDocumentedScript_IsTheSame()
    {
        _folder
            .With("Dockerfile", "FROM debian:13\nARG JDK\n")
            .With("b/run.sh", "#!/bin/sh\n", FingerprintFixture.Plain | UnixFileMode.UserExecute)
            .With("b.txt", "no line feed at the end", FingerprintFixture.Plain | UnixFileMode.GroupExecute)
            .With("with space/and \\ backslash", "x")
            .With("Ä\U0001F35E\uE000", "x")
            .With("goss.yaml", "x")
            .With("tests/x", "x")
            .WithLink("link", "b/run.sh");
        var context = ContextFiles.Read(_folder.Path);

        var fingerprint = Fingerprint.Of(
            new FingerprintInputs
            {
                Platform = "linux/amd64",
                Dockerfile = context.Dockerfile,
                Files = context.Files,
                Arguments = new Dictionary<string, string> { ["JDK"] = "21" },
                Options = ["--network=host"],
                References =
                [
                    new(
                        ImageReferenceKind.From,
                        "docker.io/library/debian:13",
                        FingerprintFixture.DigestOf("a manifest")
                    ),
                ],
            }
        );

        Assert.That(await RunScript("fingerprint.sh", _folder.Path), Is.EqualTo(fingerprint.Hex));
    }

    [Test]
    public async Task TestHash_ByTheDocumentedScript_IsTheSame()
    {
        _folder
            .With("parent/goss.yaml", "parent")
            .With("child/goss.yaml", "child")
            .With("child/tests/a.bats", "a", FingerprintFixture.Plain | UnixFileMode.UserExecute);

        var hash = TestHash.Of(
            new TestInputs(
                "0.4.9",
                [
                    new("parent", ContextFiles.ReadTests(_folder["parent"])),
                    new("child", ContextFiles.ReadTests(_folder["child"])),
                ]
            )
        );

        Assert.That(await RunScript("tests.sh", _folder["parent"], _folder["child"]), Is.EqualTo(hash.Hex));
    }

    private static async Task<string> RunScript(string name, params string[] arguments)
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(TestContext.CurrentContext.TestDirectory, "FINGERPRINT.md")
        );
        var script = document
            .Split("```sh\n")
            .Skip(1)
            .Select(block => block.Split("```\n")[0])
            .Single(block => block.Contains($"sh {name}", StringComparison.Ordinal));
        var cake = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var runner = new CommandRunner(
            cake,
            new ChildEnvironment(cake),
            new Secrets(),
            NSubstitute.Substitute.For<IProcessOutput>()
        );

        var result = await runner.RunAsync(new Command("sh", ["-s", "--", .. arguments]) { Input = script });

        return result.Output.Trim();
    }
}
