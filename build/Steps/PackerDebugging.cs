using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Packer;
using Bakehouse.Adapters.Processes;
using Bakehouse.Images;
using Spectre.Console;

namespace Bakehouse.Steps;

/// <summary>Opens a shell in a build container that packer has started and not provisioned.</summary>
public sealed class PackerDebugging(
    PackerBuilder builder,
    IPacker packer,
    IContainers containers,
    ITerminal terminal,
    IAnsiConsole console
)
{
    // Where the context is to be found in the container.
    private const string Context = "/context";

    public Task OpenAsync(ImageDefinition image, ImageBuild build, CancellationToken cancellationToken)
    {
        // Nobody is hurried who looks at it.
        var held = builder.BuildOf(image, build) with
        {
            TimeLimit = TimeSpan.FromDays(1),
        };
        return packer.HoldAsync(held, OpenAsync, cancellationToken);

        async Task OpenAsync(CancellationToken token)
        {
            await containers.CopyInAsync(build.Context, held.ContainerName, Context, token);
            console.WriteLine(
                $"This is the build container of {image.Name} before anything is provisioned; {Context} has its files."
            );
            await terminal.RunAsync(
                new Command("docker", ["exec", "--interactive", "--tty", held.ContainerName, .. Shell.Command]),
                token
            );
        }
    }
}
