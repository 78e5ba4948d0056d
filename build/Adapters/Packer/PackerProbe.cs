using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Packer;

/// <summary>Asks whether there is packer.</summary>
public sealed class PackerProbe(ICommandRunner commands)
{
    /// <summary>Makes sure that packer can be started.</summary>
    /// <exception cref="BakehouseException">It cannot.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var version = new Command("packer", "version")
        {
            Quiet = true,
            Environment = new Dictionary<string, string?> { ["CHECKPOINT_DISABLE"] = "1" },
        };
        try
        {
            await commands.RunAsync(version, cancellationToken);
        }
        catch (Exception exception) when (exception is BakehouseException or CommandFailedException)
        {
            throw new BakehouseException(
                $"Packer, with which images of this run are built, cannot be started: {exception.Message}",
                "Install packer 1.6 or later, or give --sandbox, which brings it.",
                exception
            );
        }
    }
}
