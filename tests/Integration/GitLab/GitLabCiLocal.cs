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
            Directory.CreateDirectory(unfinished);
            try
            {
                using var npm = Run.Start(
                    unfinished,
                    new Dictionary<string, string?>(),
                    "npm",
                    "install",
                    "--prefix",
                    unfinished,
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    $"gitlab-ci-local@{Version}"
                );
                (await npm.EndAsync()).Succeeded();
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                throw new AssertionException("There is no npm to fetch gitlab-ci-local with: install it.", exception);
            }

            // Its regular expressions come from re2, which compiles C++ or downloads it from GitHub; JavaScript's own have what
            // pipelines use of them.
            var re2 = Path.Combine(unfinished, "node_modules", "re2", "re2.js");
            await File.WriteAllTextAsync(re2, "module.exports = RegExp;");
            Directory.Move(unfinished, folder);
        }

        return Path.Combine(folder, "node_modules", ".bin", "gitlab-ci-local");
    }
}
