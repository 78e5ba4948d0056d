using Bakehouse.IntegrationTests.Support;
using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>
/// The npm package gitlab-ci-local: holds pipelines against GitLab's schema, and runs them on this machine, jobs side by
/// side, each in a copy of the repository. It is fetched once, into the cache that all clones share.
/// </summary>
internal static class GitLabCiLocal
{
    // The last one that runs on Node 20, and on Debian 12's.
    private const string Version = "4.60.1";

    // Its regular expressions come from re2, which compiles C++ or downloads it from GitHub; JavaScript's own have what
    // pipelines use of them.
    private static readonly Dictionary<string, string> Files = new()
    {
        ["package.json"] = $$"""
            {
              "private": true,
              "dependencies": { "gitlab-ci-local": "{{Version}}", "re2": "file:re2" },
              "overrides": { "re2": "$re2" }
            }
            """,
        ["re2/package.json"] = """{ "name": "re2", "version": "1.21.4", "main": "index.js" }""",
        ["re2/index.js"] = "module.exports = RegExp;",
    };

    private static readonly Lazy<Task<string>> Program = new(InstallAsync);

    public static async Task<Run> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        params IEnumerable<string> arguments
    ) => Run.Start(folder, environment, "node", [await Program.Value, "--no-color", .. arguments]);

    private static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(
            SandboxFolders.Of(SandboxUnderTest.Clone).Cache,
            "npm",
            $"gitlab-ci-local-{Version}-without-re2"
        );
        if (!Directory.Exists(folder))
        {
            var unfinished = $"{folder}.{Environment.ProcessId}";
            foreach (var (name, content) in Files)
            {
                var file = Path.Combine(unfinished, name);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, content);
            }

            try
            {
                using var npm = Run.Start(
                    unfinished,
                    new Dictionary<string, string?>(),
                    "npm",
                    "install",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund"
                );
                (await npm.EndAsync()).Succeeded();
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                throw new AssertionException("There is no npm to fetch gitlab-ci-local with: install it.", exception);
            }

            Directory.Move(unfinished, folder);
        }

        return Path.Combine(folder, "node_modules", ".bin", "gitlab-ci-local");
    }
}
