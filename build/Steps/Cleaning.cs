using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Steps;

/// <summary>
/// Removes what runs of this clone left behind, killed ones among them: their containers, their working tags, and
/// the artifacts; and the temporary files of all killed runs. Nothing that anybody else made is touched.
/// </summary>
public sealed class Cleaning(ICommandRunner commands, RunIdentity identity, Artifacts artifacts)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RemoveAsync(
            ["ps", "--all", "--quiet", "--filter", $"label={RunIdentity.CloneLabel}={identity.Clone}"],
            ["rm", "--force", "--volumes"],
            cancellationToken
        );
        await RemoveAsync(
            [
                "image",
                "ls",
                "--format",
                "{{.Repository}}:{{.Tag}}",
                "--filter",
                $"reference={identity.WorkingTagsOfClone}",
            ],
            ["image", "rm", "--force"],
            cancellationToken
        );
        TemporaryFiles.RemoveLeftovers();
        if (Directory.Exists(artifacts.Folder))
        {
            Directory.Delete(artifacts.Folder, recursive: true);
        }
    }

    private async Task RemoveAsync(string[] find, string[] remove, CancellationToken cancellationToken)
    {
        var found = await commands.RunAsync(new Command("docker", find) { Quiet = true }, cancellationToken);
        var names = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > 0)
        {
            await commands.RunAsync(new Command("docker", [.. remove, .. names]), cancellationToken);
        }
    }
}
