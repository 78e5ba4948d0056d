namespace Bakehouse.IntegrationTests.Support;

/// <summary>
/// docker, as somebody types it. runc, rarely and on a busy machine, loses its socket to a container's first process before
/// that has run anything of the image: such a <c>docker run</c> is made again. What is tested begins behind that.
/// </summary>
internal static class Docker
{
    private const string Name = "--name=";
    private const string LostAtStart = "waiting for init preliminary setup";
    private const int Attempts = 3;

    /// <param name="folder">Its working directory.</param>
    /// <param name="arguments">Its arguments; a name as <c>--name=…</c>.</param>
    public static Task<RunResult> RunAsync(string folder, params IEnumerable<string> arguments) =>
        RunAsync(
            async words =>
            {
                using var docker = Run.Start(folder, new Dictionary<string, string?>(), "docker", words);
                return await docker.EndAsync();
            },
            [.. arguments]
        );

    /// <param name="docker">Runs docker.</param>
    /// <param name="arguments">Its arguments; a name as <c>--name=…</c>.</param>
    public static async Task<RunResult> RunAsync(
        Func<IReadOnlyList<string>, Task<RunResult>> docker,
        IReadOnlyList<string> arguments
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await docker(arguments);
            if (attempt == Attempts || answer.ExitCode == 0 || !answer.Error.Contains(LostAtStart))
            {
                return answer;
            }

            if (LeftBy(arguments, answer) is { Length: > 0 } container)
            {
                await docker(["rm", "--force", "--volumes", container]);
            }
        }
    }

    // One with --rm goes by itself.
    private static string? LeftBy(IReadOnlyList<string> arguments, RunResult answer) =>
        arguments.FirstOrDefault(argument => argument.StartsWith(Name, StringComparison.Ordinal)) is { } name
            ? name[Name.Length..]
        : arguments.Contains("--detach") ? answer.Output.Trim()
        : null;
}
