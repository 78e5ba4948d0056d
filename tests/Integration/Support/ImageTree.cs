using System.Security.Cryptography;
using Bakehouse.Images;
using Bakehouse.Runs;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>
/// A repository of images in a temporary folder: folders of some of the classes that the program has, each of next to
/// nothing, all on base-root, which is the real one. It is pushed under a prefix of its own. Whatever a run of it left
/// in the engine goes with it.
/// </summary>
internal sealed class ImageTree : IAsyncDisposable
{
    public static readonly string Program = Path.Combine(TestContext.CurrentContext.TestDirectory, "Bakehouse.dll");

    // What a pipeline around these tests has set is not about this tree.
    private static readonly string[] Surroundings =
    [
        "GITLAB_CI",
        "RELEASE",
        "VERSION",
        "BAKEHOUSE_SANDBOX",
        "BAKEHOUSE_JOBS",
    ];

    private ImageTree()
    {
        Folder = Directory.CreateTempSubdirectory("bakehouse-tree-").FullName;
        Prefix = $"tree-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (Surroundings.Contains(name) || name.StartsWith("CI_", StringComparison.Ordinal))
            {
                Variables[name] = null;
            }
        }

        Variables["BAKEHOUSE_REGISTRY"] = SandboxUnderTest.Registry;
        Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = Prefix;
        Variables[ImageCatalog.PartialVariable] = "1";
        Variables["GIT_CONFIG_GLOBAL"] = "/dev/null";
        foreach (var who in (string[])["AUTHOR", "COMMITTER"])
        {
            Variables[$"GIT_{who}_NAME"] = "Test";
            Variables[$"GIT_{who}_EMAIL"] = "test@example.org";
        }
    }

    public string Folder { get; }

    /// <summary>The path of its images in the registry.</summary>
    public string Prefix { get; set; }

    /// <summary>What the programs that it starts find in their environment beyond that of the tests.</summary>
    public Dictionary<string, string?> Variables { get; } = [];

    public RegistryContent Registry => new(SandboxUnderTest.Registry, Prefix);

    public EngineContent Engine => new(this);

    /// <summary>A committed tree on the branch main, in version 1.4.0.</summary>
    public static async Task<ImageTree> CreateAsync()
    {
        var root = await RealImages.RootAsync();
        var tree = await EmptyAsync();
        tree.WriteScript("images/base-root/rootfs.sh", "#!/bin/sh\ntouch rootfs.tar\n");
        tree.Write("images/base-root/Dockerfile", $"FROM {root}\nCOPY rootfs.sh /\n");
        tree.WriteImage("base-build", "base-root");
        tree.WriteImage("base-build-sbt", "base-build");
        tree.WriteImage("base-runtime", "base-root");
        tree.WriteImage("base-runtime-jre", "base-runtime");
        tree.Write("VERSION", "1.4.0\n");
        await tree.CommitAsync("Images");
        return tree;
    }

    /// <summary>A git repository with nothing in it.</summary>
    public static async Task<ImageTree> EmptyAsync()
    {
        var tree = new ImageTree();
        tree.Variables["BAKEHOUSE_UPSTREAM"] = await TinyUpstream.OptionAsync();
        tree.Write(".gitignore", "artifacts/\n.sandbox\nimages/base-root/rootfs.tar\n");
        await tree.GitAsync("init", "--quiet", "--initial-branch=main");
        return tree;
    }

    /// <summary>Lets runs of this tree use the sandbox of this clone, as <c>--sandbox</c> does in a clone.</summary>
    public void UseSandbox()
    {
        if (Directory.Exists(SandboxUnderTest.Folder))
        {
            File.CreateSymbolicLink(PathOf(".sandbox"), SandboxUnderTest.Folder);
            Variables["BAKEHOUSE_SANDBOX"] = "1";
        }
    }

    public string PathOf(string path) => Path.Combine(Folder, path);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }

    public void WriteScript(string path, string content)
    {
        Write(path, content);
        File.SetUnixFileMode(PathOf(path), File.GetUnixFileMode(PathOf(path)) | UnixFileMode.UserExecute);
    }

    /// <summary>An image of one file on another image of the tree, with further lines in its Dockerfile.</summary>
    public void WriteImage(string name, string parent, string lines = "")
    {
        var argument = parent.ToUpperInvariant().Replace('-', '_');
        Write(
            $"images/{name}/Dockerfile",
            $"ARG {argument}={parent}\nFROM ${{{argument}}}\nCOPY content /{name}\n{lines}"
        );
        Write($"images/{name}/content", $"{name}\n");
    }

    /// <summary>An expectation on the content of an image's own file.</summary>
    public void WriteTest(string image, string expected) =>
        Write($"images/{image}/goss.yaml", $"file:\n  /{image}:\n    exists: true\n    contents: [\"{expected}\"]\n");

    public async Task<string> GitAsync(params IEnumerable<string> arguments)
    {
        using var git = Run.Start(Folder, Variables, "git", arguments);
        return (await git.EndAsync()).Succeeded().Output.Trim();
    }

    /// <returns>The commit.</returns>
    public async Task<string> CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--allow-empty", $"--message={message}");
        return await GitAsync("rev-parse", "HEAD");
    }

    /// <summary>Runs Bakehouse to its end.</summary>
    public async Task<RunResult> RunAsync(params IEnumerable<string> arguments)
    {
        using var run = Start(arguments);
        return await run.EndAsync();
    }

    /// <summary>Starts Bakehouse.</summary>
    public Run Start(params IEnumerable<string> arguments) =>
        Run.Start(Folder, Variables, Dotnet(), [Program, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await Engine.RemoveAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public static string Dotnet() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
