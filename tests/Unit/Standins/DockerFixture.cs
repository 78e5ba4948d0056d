using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;

namespace Bakehouse.UnitTests.Standins;

/// <summary>A context whose docker keeps the command lines that it is started with, and runs none.</summary>
internal sealed class DockerFixture
{
    private readonly IProcess _process = Substitute.For<IProcess>();

    public DockerFixture()
    {
        var client = new FilePath("/usr/bin/docker");
        Context.Environment.WorkingDirectory.Returns(new DirectoryPath("/work-tree"));
        Context.Tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(client);
        Context.FileSystem.GetFile(client).Exists.Returns(true);
        Context
            .ProcessRunner.Start(client, Arg.Any<ProcessSettings>())
            .Returns(call =>
            {
                Started = call.Arg<ProcessSettings>();
                return _process;
            });
    }

    public ICakeContext Context { get; } = Substitute.For<ICakeContext>();

    /// <summary>How the last process was started.</summary>
    public ProcessSettings Started { get; private set; } = new();

    public string CommandLine => Started.Arguments.Render();

    public void Prints(params string[] lines) => _process.GetStandardOutput().Returns(lines);

    public void ExitsWith(int code) => _process.GetExitCode().Returns(code);
}
