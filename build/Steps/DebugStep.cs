using Bakehouse.Adapters.Processes;
using Bakehouse.Images;

namespace Bakehouse.Steps;

/// <summary>
/// Opens a shell in which somebody finds out why an image is not built as it should: in the build container of packer, or
/// in the last good layer of a Dockerfile.
/// </summary>
public sealed class DebugStep(
    ContextLayout contexts,
    DockerDebugging docker,
    PackerDebugging packer,
    ITerminal terminal
) : IStep
{
    /// <summary>What its targets' names begin with.</summary>
    public const string Verb = "Debug";

    /// <exception cref="BakehouseException">There is no terminal.</exception>
    public async Task RunAsync(ImageDefinition image, CancellationToken cancellationToken)
    {
        if (!terminal.IsThere)
        {
            throw new BakehouseException(
                $"{Verb}-{image.TaskName} opens a shell, and there is no terminal to talk to it.",
                "Run it at a terminal, with neither input nor output redirected."
            );
        }

        using var context = await contexts.LayOutAsync(image, cancellationToken);
        await (
            image.Packer is null
                ? docker.OpenAsync(image, context.Build, cancellationToken)
                : packer.OpenAsync(image, context.Build, cancellationToken)
        );
    }
}
