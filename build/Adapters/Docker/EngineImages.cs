using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Cake.Core;
using Cake.Core.IO;
using Cake.Docker;

namespace Bakehouse.Adapters.Docker;

/// <summary>The engine's images, by way of Cake.Docker's aliases and, for questions, of docker itself.</summary>
public sealed class EngineImages(DockerCommand docker, DockerLogins logins, EngineApi engine, ICommandRunner commands)
    : IEngineImages
{
    // A token that ends in the middle of a push: what is there already is not sent again, so each attempt comes further.
    private const int MostAttempts = 10;

    public async Task<string> BuildAsync(ImageBuild build, CancellationToken cancellationToken)
    {
        await logins.RenewAsync(cancellationToken);
        var file = System.IO.Path.Combine(build.Context, build.Dockerfile);
        var isHeld = !build.Ready.IsCompleted && CanComeLate(file);
        if (!isHeld)
        {
            await build.Ready.WaitAsync(cancellationToken);
        }

        var idFile = System.IO.Path.Combine(build.Temporary, "image-id");
        var settings = new DockerImageBuildSettings
        {
            File = isHeld ? "-" : file,
            Tag = [build.Name],
            BuildArg = [.. build.Arguments.Select(argument => $"{argument.Key}={argument.Value}")],
            NoCache = build.NoCache,
            EnvironmentVariables = EnvironmentOf(build, isHeld),
            ArgumentCustomization = arguments =>
                WithOptions(
                    arguments,
                    [.. build.Secrets.Select(secret => $"--secret={secret}"), .. build.Options, $"--iidfile={idFile}"]
                ),
        };
        await docker.RunAsync(
            $"docker build of {build.Name}",
            context => context.DockerBuild(settings, build.Context),
            isHeld ? ReadAsync(file, build.Ready, cancellationToken) : null,
            cancellationToken
        );
        return await BuiltAsync(build.Name, idFile, cancellationToken);
    }

    // With containerd's store an image's ID is the digest of its manifest, and BuildKit writes that of its configuration: the
    // engine knows no image by it, and its name, which it has had for a moment, tells the ID.
    private async Task<string> BuiltAsync(string name, string idFile, CancellationToken cancellationToken)
    {
        var reported = System.IO.File.Exists(idFile)
            ? (await System.IO.File.ReadAllTextAsync(idFile, cancellationToken)).Trim()
            : "";
        var built =
            await FindAsync(reported.Length > 0 ? reported : name, cancellationToken)
            ?? await FindAsync(name, cancellationToken)
            ?? throw new BakehouseException(
                $"docker has built {name}, and the engine does not have it.",
                "Let its builder load images into the engine: --docker-option=--load."
            );
        return built.Id;
    }

    private static Dictionary<string, string> EnvironmentOf(ImageBuild build, bool isHeld)
    {
        // The context is a copy, of which git knows nothing.
        var variables = new Dictionary<string, string> { ["BUILDX_GIT_INFO"] = "false" };
        if (isHeld)
        {
            // buildx leaves a Dockerfile behind that it has read from standard input (docker/buildx#3117).
            variables["TMPDIR"] = build.Temporary;
        }

        return variables;
    }

    // What a Dockerfile has to ignore by a file of its own, docker looks for beside it.
    private static bool CanComeLate(string dockerfile) => !System.IO.File.Exists(dockerfile + ".dockerignore");

    private static async Task<byte[]> ReadAsync(string file, Task ready, CancellationToken cancellationToken)
    {
        await ready.WaitAsync(cancellationToken);
        return await System.IO.File.ReadAllBytesAsync(file, cancellationToken);
    }

    public async Task<EngineImage?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await engine.FindImageAsync(name, cancellationToken) is { } image)
        {
            return ImageInspection.Read(image);
        }

        var answer = await commands.RunAsync(
            new Command("docker", "image", "inspect", name) { AnyExitCode = true, Quiet = true },
            cancellationToken
        );
        return answer.ExitCode == 0 ? ImageInspection.Read(answer.Output) : null;
    }

    public async Task<IReadOnlyList<EngineLayer>> LayersAsync(string name, CancellationToken cancellationToken) =>
        LayerHistory.Read(await HistoryAsync(name, cancellationToken));

    public async Task<IReadOnlyDictionary<string, long>> LayerSizesAsync(
        string name,
        CancellationToken cancellationToken
    )
    {
        var diffIds = (await FindAsync(name, cancellationToken))?.DiffIds ?? [];
        return LayerHistory.Sizes(await HistoryAsync(name, cancellationToken), diffIds);
    }

    public async Task TagAsync(string image, string name, CancellationToken cancellationToken)
    {
        if (!await engine.TryTagAsync(image, name, cancellationToken))
        {
            await docker.RunAsync(
                $"docker tag of {name}",
                context => context.DockerTag(image, name),
                cancellationToken
            );
        }
    }

    public Task PushAsync(string name, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var settings = new DockerImagePushSettings
        {
            ArgumentCustomization = arguments => WithOptions(arguments, options),
        };
        return WithLoginAsync(
            $"docker push of {name}",
            context => context.DockerPush(settings, name),
            cancellationToken
        );
    }

    public Task PullAsync(string name, CancellationToken cancellationToken) =>
        WithLoginAsync($"docker pull of {name}", context => context.DockerPull(name), cancellationToken);

    public async Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var name in names)
        {
            if (!await engine.TryRemoveAsync(name, cancellationToken))
            {
                left.Add(name);
            }
        }

        if (left.Count > 0)
        {
            await docker.RunAsync(
                $"docker image rm of {string.Join(", ", left)}",
                context => context.DockerRemove(new DockerImageRemoveSettings { Force = true }, [.. left]),
                cancellationToken
            );
        }
    }

    private async Task<string> HistoryAsync(string name, CancellationToken cancellationToken)
    {
        if (await engine.FindHistoryAsync(name, cancellationToken) is { } history)
        {
            return history;
        }

        var answer = await commands.RunAsync(
            new Command("docker", "history", "--no-trunc", "--human=false", "--format", "{{json .}}", name)
            {
                Quiet = true,
            },
            cancellationToken
        );
        return answer.Output;
    }

    private async Task WithLoginAsync(string what, Action<ICakeContext> alias, CancellationToken cancellationToken)
    {
        await logins.RenewAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await docker.RunAsync(what, alias, cancellationToken);
                return;
            }
            catch (DockerException exception) when (attempt < MostAttempts)
            {
                if (EcrMessage.IsOfExpiredToken(exception.Message))
                {
                    logins.Refuse();
                }

                // Docker takes credentials along when it begins. Where they still hold, it failed of something else.
                if (await logins.RenewAsync(cancellationToken))
                {
                    continue;
                }

                if (EcrMessage.MissingAction(exception.Message) is { } action)
                {
                    throw EcrMessage.NoPermission(action, $": {what} failed", exception);
                }

                throw;
            }
        }
    }

    // Behind "docker build" or "docker push", before what it is done to.
    private static ProcessArgumentBuilder WithOptions(ProcessArgumentBuilder arguments, IReadOnlyList<string> options)
    {
        var rendered = new ProcessArgumentBuilder();
        foreach (var (argument, index) in arguments.Select((argument, index) => (argument, index)))
        {
            rendered.Append(argument);
            if (index == 0)
            {
                foreach (var option in options)
                {
                    rendered.AppendQuoted(option);
                }
            }
        }

        return rendered;
    }
}
