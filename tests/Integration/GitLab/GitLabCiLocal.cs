using Bakehouse.IntegrationTests.Support;
using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>
/// The npm package gitlab-ci-local: holds pipelines against GitLab's schema, and runs them on this machine, jobs side by
/// side, each in a copy of the repository. It is fetched once, into the cache that all clones share.
/// </summary>
internal static class GitLabCiLocal
{
    // The last one that runs on Node 20.
    private const string Package = "gitlab-ci-local@4.60.1";
    private static readonly Lazy<Task<string>> Program = new(InstallAsync);

    public static async Task<Run> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        params IEnumerable<string> arguments
    ) => Run.Start(folder, environment, "node", [await Program.Value, "--no-color", .. arguments]);

    private static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(SandboxFolders.Of(SandboxUnderTest.Clone).Cache, "npm", Package);
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
                    "--no-audit",
                    "--no-fund",
                    Package
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
