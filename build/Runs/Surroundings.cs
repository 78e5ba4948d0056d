using Bakehouse.Adapters.Packer;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Oci;
using Bakehouse.Sandbox;
using Bakehouse.Steps;
using Cake.Core.Tooling;
using Spectre.Console;

namespace Bakehouse.Runs;

/// <summary>What a run works with: the company's registry and this machine's engine, or the sandbox's.</summary>
public sealed class Surroundings(
    RunOptions options,
    ISandbox sandbox,
    ChildEnvironment childEnvironment,
    PackerProbe packer,
    IToolLocator tools,
    IAnsiConsole console
)
{
    private const string Docker = "docker";
    private Task<Places>? prepared;

    /// <summary>Brings up the sandbox where the run asks for it, and finds the registry: once in a run.</summary>
    /// <param name="asksDockerHub">Whether the run will ask Docker Hub for something.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Places> PrepareAsync(bool asksDockerHub, CancellationToken cancellationToken) =>
        prepared ??= options.UseSandbox
            ? UseSandboxAsync(asksDockerHub, cancellationToken)
            : Task.FromResult(new Places(options.Registry) { Upstreams = options.Upstreams });

    /// <summary>Brings up the sandbox, and says where everything is.</summary>
    /// <param name="asksDockerHub">Whether something is wanted that stands for Docker Hub where that is out of reach.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Places> UseSandboxAsync(bool asksDockerHub, CancellationToken cancellationToken)
    {
        var port = SandboxPort();
        var request = new SandboxRequest(port, options.UseLocalEcr)
        {
            WantsUpstream = asksDockerHub && !options.Upstreams.ContainsKey(Reference.DockerHub),
        };
        var state = await sandbox.UpAsync(request, cancellationToken);
        childEnvironment.Add(state.Path, state.Environment);

        // Cake looks for its tools by itself, and on the PATH that this process was started with.
        if (childEnvironment.Find(Docker) is var client && client != Docker)
        {
            tools.RegisterFile(client);
        }

        foreach (var note in state.Notes)
        {
            console.WriteLine($"Sandbox: {note}");
        }

        if (options.UseLocalEcr && state.LocalEcr is { } ecr)
        {
            UseLocalEcr(ecr);
            state = state with { Registry = port is null ? ecr.Registry : state.Registry };
        }

        return new Places(port is null ? options.Registry ?? state.Registry : state.Registry)
        {
            BuildArguments = state.AptProxy.ForBuilds is { } proxy
                ? new Dictionary<string, string> { ["http_proxy"] = proxy, ["no_proxy"] = "localhost,127.0.0.1" }
                : new Dictionary<string, string>(),
            Environment = new Dictionary<string, string?> { ["http_proxy"] = state.AptProxy.ForHost },
            Upstreams = options.Upstreams,
            Substitute = state.Upstream,
            SubstituteImages = state.UpstreamImages,
        };
    }

    /// <summary>Makes sure that there is packer, the sandbox's or this machine's.</summary>
    public async Task RequirePackerAsync(CancellationToken cancellationToken)
    {
        if (options.UseSandbox)
        {
            var folder = await sandbox.FetchPackerAsync(cancellationToken);
            childEnvironment.Add([folder], new Dictionary<string, string>());
        }

        await packer.RequireAsync(cancellationToken);
    }

    // The AWS SDK looks for its settings in the environment of this process, and so do the programs that it starts.
    private void UseLocalEcr(EcrInUse ecr)
    {
        var overridden = ecr
            .Environment.Where(variable => Environment.GetEnvironmentVariable(variable.Key) is { Length: > 0 })
            .Where(variable => Environment.GetEnvironmentVariable(variable.Key) != variable.Value)
            .Select(variable => variable.Key)
            .ToList();
        if (overridden.Count > 0)
        {
            console.WriteLine($"Sandbox: {string.Join(", ", overridden)} of this environment count for nothing here");
        }

        foreach (var (name, value) in ecr.Environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    // A registry on this machine is where the sandbox's is wanted; any other one is used in its place.
    private int? SandboxPort() =>
        options.Registry?.Split(':') is ["127.0.0.1" or "localhost", var text] && int.TryParse(text, out var port)
            ? port
            : null;
}
