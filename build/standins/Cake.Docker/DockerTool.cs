using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>The docker client: the one on PATH, unless <see cref="ToolSettings.ToolPath"/> names another.</summary>
public abstract class DockerTool<TSettings> : Tool<TSettings>
    where TSettings : ToolSettings
{
    private readonly IFileSystem _fileSystem;
    private readonly ICakeEnvironment _environment;

    /// <summary>Makes the tool from the parts of a context.</summary>
    protected DockerTool(
        IFileSystem fileSystem,
        ICakeEnvironment environment,
        IProcessRunner processRunner,
        IToolLocator tools
    )
        : base(fileSystem, environment, processRunner, tools)
    {
        _fileSystem = fileSystem;
        _environment = environment;
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "Docker";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];

    /// <inheritdoc/>
    protected override IEnumerable<FilePath> GetAlternativeToolPaths(TSettings settings)
    {
        if (_environment.Platform.IsUnix())
        {
            return [];
        }

        var toolbox = _environment.GetSpecialPath(SpecialPath.ProgramFiles).Combine("Docker Toolbox");
        var client = toolbox.CombineWithFilePath("docker.exe");
        return _fileSystem.Exist(client) ? [client] : [];
    }
}
