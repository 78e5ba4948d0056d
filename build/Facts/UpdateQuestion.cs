using System.Security.Cryptography;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Images;
using Bakehouse.Steps;

namespace Bakehouse.Facts;

/// <summary>
/// Asks one image for newer packages, in a container of it. What ran is known from the answer alone: docker's exit codes are
/// the same where it cannot start a container, where an image has no shell, and where a program in it fails.
/// </summary>
public sealed class UpdateQuestion(IContainers containers, TemporaryFiles files, RunIdentity identity)
{
    private const string Shell = "/bin/sh";
    private const string Script = "/list-updates.sh";
    private const string Result = "/bakehouse-updates";

    // A whole distribution has some thousand packages, of some fifty bytes each.
    private static readonly ReadLimits MostOfResult = new(Files: 1, Bytes: 1 << 20);
    private static readonly ReadLimits NoContent = new(Files: 1, Bytes: 0);

    /// <param name="image">The image.</param>
    /// <param name="name">Its name in the engine.</param>
    /// <param name="environment">The proxy through which it reaches its distribution.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<UpdateAnswer> AskAsync(
        ImageDefinition image,
        string name,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        var container = identity.ContainerFor($"{image.Name}-updates");
        var word = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var asking = new NewContainer(container, name, [Shell, Script, Result, word])
        {
            User = "0",
            Labels = identity.Labels,
            Environment = environment,
        };
        try
        {
            try
            {
                await containers.CreateAsync(asking, cancellationToken);
            }
            catch (DockerException exception)
            {
                return NotStarted(image, exception.Message);
            }

            await CopyScriptAsync(container, cancellationToken);
            await containers.RunAsync(container, cancellationToken);
            var read = await containers.ReadFilesAsync(container, Result, MostOfResult, cancellationToken);
            return read.Files is [{ IsRegular: true, IsCut: false } result]
                ? UpdateAnswer.Read(image.Name, result.Text, word)
                : await WithoutResultAsync(image, container, cancellationToken);
        }
        finally
        {
            await containers.RemoveAsync(container, CancellationToken.None);
        }
    }

    private async Task<UpdateAnswer> WithoutResultAsync(
        ImageDefinition image,
        string container,
        CancellationToken cancellationToken
    )
    {
        if (await containers.FindStartFailureAsync(container, cancellationToken) is not { } words)
        {
            return UpdateAnswer.Lost(image.Name, "its shell leaves no answer");
        }

        return await HasShellAsync(container, cancellationToken)
            ? NotStarted(image, words)
            : new UpdateAnswer.Nobody("has no shell");
    }

    private static UpdateAnswer.Failed NotStarted(ImageDefinition image, string words) =>
        new(
            $"The engine cannot start a container of {image.Name} to look up its packages: {UpdateAnswer.Shown(words)}"
        );

    // The script was copied there: where the engine finds that and no shell, there is none.
    private async Task<bool> HasShellAsync(string container, CancellationToken cancellationToken)
    {
        return await HasAsync(Shell) || !await HasAsync(Script);

        async Task<bool> HasAsync(string path) =>
            (await containers.ReadFilesAsync(container, path, NoContent, cancellationToken)).Files.Count > 0;
    }

    private async Task CopyScriptAsync(string container, CancellationToken cancellationToken)
    {
        var folder = files.NewFolder("updates");
        try
        {
            var path = Path.Combine(folder, "list-updates.sh");
            await using (var script = typeof(UpdateQuestion).Assembly.GetManifestResourceStream("list-updates.sh")!)
            await using (var file = File.Create(path))
            {
                await script.CopyToAsync(file, cancellationToken);
            }

            await containers.CopyInAsync(path, container, Script, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
