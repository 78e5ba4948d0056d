using System.Globalization;
using System.Text.RegularExpressions;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Bakehouse.Images;
using Spectre.Console;

namespace Bakehouse.Steps;

/// <summary>
/// Opens a shell in the last good layer of a Dockerfile. BuildKit keeps no image of it, but in its cache: the file is built
/// again, cut off before the line that fails.
/// </summary>
public sealed partial class DockerDebugging(
    IEngineImages images,
    RunIdentity identity,
    ITerminal terminal,
    IAnsiConsole console
)
{
    public async Task OpenAsync(ImageDefinition image, ImageBuild build, CancellationToken cancellationToken)
    {
        var shown = await BuildAsync(image, build, cancellationToken);
        try
        {
            console.WriteLine(shown);
            await terminal.RunAsync(
                new Command(
                    "docker",
                    [
                        "run",
                        "--interactive",
                        "--tty",
                        "--rm",
                        $"--name={identity.ContainerFor($"{image.Name}-debug")}",
                        .. identity.Labels.Select(label => $"--label={label.Key}={label.Value}"),
                        "--entrypoint",
                        Shell.Command[0],
                        build.Name,
                        .. Shell.Command.Skip(1),
                    ]
                ),
                cancellationToken
            );
        }
        finally
        {
            await images.RemoveAsync([build.Name], CancellationToken.None);
        }
    }

    /// <returns>What was built, in words.</returns>
    private async Task<string> BuildAsync(ImageDefinition image, ImageBuild build, CancellationToken cancellationToken)
    {
        try
        {
            await images.BuildAsync(build, cancellationToken);
            return $"Nothing fails: this is {image.Name} as its Dockerfile makes it.";
        }
        catch (DockerException failure)
        {
            var path = Path.Combine(build.Context, build.Dockerfile);
            var lines = await File.ReadAllLinesAsync(path, cancellationToken);
            if (FailedLine().Matches(failure.Message).LastOrDefault() is not { } match)
            {
                throw;
            }

            var line = int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture);
            var good = lines[..(line - 1)];
            if (!Array.Exists(good, text => text.TrimStart().StartsWith("FROM ", StringComparison.OrdinalIgnoreCase)))
            {
                // There is no layer before it.
                throw;
            }

            await File.WriteAllLinesAsync(path, good, cancellationToken);
            await images.BuildAsync(build with { NoCache = false }, cancellationToken);
            var last = Array.FindLastIndex(good, text => text.Trim() is { Length: > 0 } && !text.StartsWith('#')) + 1;
            return $"{image.BuildFile.Path}:{line} fails: {lines[line - 1].Trim()}{Environment.NewLine}"
                + $"This is the layer before it, of line {last}.";
        }
    }

    // As BuildKit begins the part of the file that it shows: "Dockerfile:7".
    [GeneratedRegex(@"^\s*Dockerfile\S*:(?<line>\d+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FailedLine();
}
