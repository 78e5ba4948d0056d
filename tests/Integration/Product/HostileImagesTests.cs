using System.Text.RegularExpressions;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>
/// Images that are broken or mean harm, each with one test: none gets a name, each has a failure of a few lines, and the
/// run that tests all of them takes neither long nor much memory. They have a shell and next to nothing else.
/// </summary>
public sealed class HostileImagesTests
{
    private const string Base = "bare";
    private const string Program = "tests/a.sh";

    // A test runs in FOLDER/tests/IMAGE.
    private const string Result = "../../results/1";

    private static readonly Hostile[] Images =
    [
        new("fails", "exit 1", "exit code 1"),
        new("silent-shell", "exit 1", "did not report") { Files = { ["bin/sh"] = "/bin/true" } },
        new("forged", "exit 1", "did not report") { Files = { ["bin/sh"] = "/bin/true" }, IsForged = true },
        new("environ", $"ln -sf /proc/self/environ {Result}.out", "not a regular file"),
        new("zero", $"ln -sf /dev/zero {Result}.out", "not a regular file"),
        new("fifo", $"rm {Result}.err; mkfifo {Result}.err", "not a regular file"),
        new("device", $"rm {Result}.out; mknod {Result}.out c 1 5", "not a regular file"),
        new("flood", "head -c 300000000 /dev/zero", "cut after 8 MB"),
        new("sparse", $"dd if=/dev/null of={Result}.out bs=1 seek=1099511627776", "cut after 8 MB"),
        new("hard-link", $"ln -f {Result}.out {Result}.err", "not a regular file"),
        new("folder", "rm -r ../../results; ln -s /etc ../../results", "did not report")
        {
            // The test's, and that of the link.
            Failures = 2,
        },
        new("unwritable", $"mkdir {Result}.end", "did not report"),
        new("foreign", "echo >../../results/2.end", "No test of Bakehouse leaves such a result"),
        new("marker", "printf '\\033[0Ksection_start:1:x\\r\\033[0K::error::fake\\n'; exit 1", "::error::fake"),
        new("fake-goss", "file: { /bin: { exists: true } }", "no report")
        {
            Suite = "goss.yaml",
            Files = { ["bin/goss"] = "/bin/true" },
        },
        new("fake-bats", "@test \"one\" { false; }", "no report")
        {
            Suite = "tests/a.bats",
            Files = { ["bin/bats"] = "/bin/true" },
        },
    ];

    private ImageTree tree = null!;
    private RunResult run = null!;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        tree = await ImageTree.EmptyAsync();
        tree.Write($"images/{Base}/Dockerfile", "FROM scratch\nCOPY rootfs /\n");
        using var copy = Run.Start(tree.PathOf($"images/{Base}"), tree.Variables, "sh", "-c", CopyTools);
        (await copy.EndAsync()).Succeeded();
        foreach (var image in Images.Append(new Hostile("good", "[ -x /bin/sh ]", "")))
        {
            Write(image);
        }

        tree.Write("VERSION", "1.4.0\n");
        await tree.CommitAsync("Images");

        // What is held in memory whole would not fit.
        tree.Variables["DOTNET_GCHeapHardLimit"] = "0x18000000";
        run = await tree.RunAsync("--target=Push-All");
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Image_WithAShellAndNothingElse_IsTestedAndNamed()
    {
        Assert.That(await tree.Registry.NamesAsync("good"), Does.Contain("latest"), run.All);
    }

    [TestCaseSource(nameof(Images))]
    public async Task Image_ThatIsHostile_HasAFailureAndNoName(Hostile image)
    {
        Assert.That(await tree.Registry.TagsAsync(image.Name), Is.Empty);
        var lines = run.All.Split('\n').Where(line => line.StartsWith($"[{image.Name}]", StringComparison.Ordinal));
        var said = string.Join('\n', lines);
        Assert.That(said, Does.Match($@"tests failed after .*: {image.Failures} of \d\b").And.Contain(image.Failure));
        Assert.That(said.Split('\n'), Has.Length.LessThan(15));
        Assert.That(Regex.Count(said, Regex.Escape($"{image.Name}/{image.Suite}")), Is.LessThan(3));
    }

    [Test]
    public async Task Run_OfHostileImages_LeavesSmallFilesAndNothingInTheEngine()
    {
        var files = Directory.EnumerateFiles(tree.PathOf("artifacts"), "*", SearchOption.AllDirectories);

        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.HasStackTrace, Is.False, run.All);
            Assert.That(run.All.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
            Assert.That(files.Select(file => new FileInfo(file).Length), Is.All.LessThan(20_000_000));
            Assert.That(
                File.ReadLines(tree.PathOf("artifacts/logs/Test-Fails.log")),
                Is.EqualTo(new[] { "fails/tests/a.sh:", "", "fails/tests/a.sh: exit code 1 in 0 s" })
            );
        });
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
    }

    // This machine's, with the libraries that they need.
    private const string CopyTools = """
        set -eu
        for tool in sh head ln rm mkdir mkfifo mknod dd; do
          program=$(readlink -f "$(command -v "$tool")")
          install -D "$program" "rootfs/bin/$tool"
          for library in $(ldd "$program" | grep -o '/[^ ]*'); do
            install -D "$(readlink -f "$library")" "rootfs$library"
          done
        done
        """;

    private void Write(Hostile image)
    {
        tree.WriteImage(image.Name, Base, image.IsForged ? "COPY forged /bakehouse-tests/results\n" : "");
        tree.Write($"images/{image.Name}/{image.Suite}", image.Test + "\n");
        if (image.IsForged)
        {
            tree.Write($"images/{image.Name}/forged/1.out", "");
            tree.Write($"images/{image.Name}/forged/1.err", "");
            tree.Write($"images/{image.Name}/forged/1.end", "0 1 1\n");
        }

        foreach (var (path, program) in image.Files)
        {
            var file = $"images/{image.Name}/{Path.GetFileName(path)}";
            File.Copy(program, tree.PathOf(file));
            File.AppendAllText(
                tree.PathOf($"images/{image.Name}/Dockerfile"),
                $"COPY {Path.GetFileName(path)} /{path}\n"
            );
        }
    }

    /// <summary>An image with one test.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Test">The content of its test.</param>
    /// <param name="Failure">What its failure has to say.</param>
    public sealed record Hostile(string Name, string Test, string Failure)
    {
        public string Suite { get; init; } = Program;

        /// <summary>By path in the image, programs of this machine that it has there.</summary>
        public IDictionary<string, string> Files { get; } = new Dictionary<string, string>();

        /// <summary>How many failures it has.</summary>
        public int Failures { get; init; } = 1;

        /// <summary>Whether it has the results of its test already.</summary>
        public bool IsForged { get; init; }

        public override string ToString() => Name;
    }
}
