using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>
/// A project in GitLab: small images, this repository's pipeline, and a server that knows the heads of its branches.
/// </summary>
internal sealed class GitLabProject : IAsyncDisposable
{
    public const string Id = "1217";

    // What build.sh does, with the program that the tests were built with. The checks are this repository's own; here
    // they would check nothing. Where a test gives engines, each job gets one for itself that has nothing in it.
    private const string BuildScript = """
        #!/bin/sh
        set -eu
        echo "build.sh $*"
        case "$*" in *Check-*) exit 0 ;; esac
        for socket in ${ENGINES-}; do
          exec 9>"$socket.lock"
          if flock --nonblock 9; then
            export DOCKER_HOST="unix://$socket"
            docker system prune --all --force --volumes >/dev/null
            echo "$CI_JOB_NAME has an engine of its own with $(docker image ls --quiet | wc -l) images"
            break
          fi
        done
        exec "$DOTNET" "$BAKEHOUSE" "$@"

        """;

    private readonly string server = Directory.CreateTempSubdirectory("bakehouse-server-").FullName;

    private GitLabProject(ImageTree tree) => Tree = tree;

    public ImageTree Tree { get; }

    /// <summary>The project on the branch main, in version 1.4.0, pushed.</summary>
    public static async Task<GitLabProject> CreateAsync()
    {
        var project = new GitLabProject(await ImageTree.CreateAsync());
        await project.AddPipelineAsync();
        return project;
    }

    /// <summary>A pipeline of a commit: the variables that GitLab sets.</summary>
    public async Task<Dictionary<string, string>> BranchAsync(string branch = "main") =>
        new()
        {
            ["CI_COMMIT_SHA"] = await Tree.GitAsync("rev-parse", "HEAD"),
            ["CI_COMMIT_BRANCH"] = branch,
            ["CI_COMMIT_REF_NAME"] = branch,
            ["CI_COMMIT_REF_SLUG"] = Planning.RefSlug.Of(branch),
            ["CI_DEFAULT_BRANCH"] = "main",
            ["CI_PROJECT_ID"] = Id,
            ["CI_PIPELINE_SOURCE"] = "push",
            ["BAKEHOUSE_REGISTRY"] = SandboxUnderTest.Registry,
            ["BAKEHOUSE_RUNNER"] = "socket",
            // What gitlab-ci-local makes up, and cannot be kept from in rules.
            ["CI_REGISTRY"] = "",
        };

    /// <summary>Runs gitlab-ci-local on the project, with the variables of a pipeline.</summary>
    public async Task<Run> StartAsync(
        IReadOnlyDictionary<string, string> variables,
        params IEnumerable<string> arguments
    )
    {
        Tree.Write(
            ".gitlab-ci-local-variables.yml",
            string.Concat(variables.Select(variable => $"{variable.Key}: \"{variable.Value}\"\n"))
        );
        string[] unset = ["CI_COMMIT_BRANCH", "CI_REGISTRY_IMAGE"];
        return await GitLabCiLocal.StartAsync(
            Tree.Folder,
            Tree.Variables,
            [.. unset.Except(variables.Keys).SelectMany(name => new[] { "--unset-variable", name }), .. arguments]
        );
    }

    /// <summary>Runs the whole pipeline, and the child pipeline that comes of it, two jobs at a time.</summary>
    public async Task<RunResult> RunAsync(IReadOnlyDictionary<string, string> variables)
    {
        using var run = await StartPipelineAsync(variables);
        return await run.EndAsync();
    }

    public Task<Run> StartPipelineAsync(IReadOnlyDictionary<string, string> variables) =>
        StartAsync(variables, "--force-shell-executor", "--shell-isolation", "--concurrency=2");

    public async Task<string> CommitAndPushAsync(string message)
    {
        var commit = await Tree.CommitAsync(message);
        await Tree.GitAsync("push", "--quiet", "origin", "HEAD");
        return commit;
    }

    /// <summary>Another clone of it, that pushes to the same server and the same repositories.</summary>
    public async Task<GitLabProject> CloneAsync()
    {
        var clone = new GitLabProject(await ImageTree.EmptyAsync());
        clone.Tree.Prefix = Tree.Prefix;
        foreach (var (name, value) in Tree.Variables)
        {
            clone.Tree.Variables[name] = value;
        }

        await clone.Tree.GitAsync("remote", "add", "origin", server);
        await clone.Tree.GitAsync("fetch", "--quiet", "origin");
        await clone.Tree.GitAsync("reset", "--quiet", "--hard", "origin/main");
        return clone;
    }

    public async ValueTask DisposeAsync()
    {
        await Tree.DisposeAsync();
        Directory.Delete(server, recursive: true);
    }

    private async Task AddPipelineAsync()
    {
        var clone = SandboxUnderTest.Clone;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(clone, ".ci"), "*", SearchOption.AllDirectories))
        {
            Tree.Write(Path.GetRelativePath(clone, path), await File.ReadAllTextAsync(path));
        }

        Tree.Write(".gitlab-ci.yml", await File.ReadAllTextAsync(Path.Combine(clone, ".gitlab-ci.yml")));
        Tree.Write(".gitignore", await File.ReadAllTextAsync(Tree.PathOf(".gitignore")) + ".gitlab-ci-local*\n");
        Tree.WriteScript("build.sh", BuildScript);
        Tree.Variables["DOTNET"] = ImageTree.Dotnet();
        Tree.Variables["BAKEHOUSE"] = ImageTree.Program;
        await Tree.GitAsync("init", "--quiet", "--bare", "--initial-branch=main", server);
        await Tree.GitAsync("remote", "add", "origin", server);
        await CommitAndPushAsync("Pipeline");
        await Tree.GitAsync("remote", "set-head", "origin", "main");
    }
}
