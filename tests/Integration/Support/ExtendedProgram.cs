namespace Bakehouse.IntegrationTests.Support;

/// <summary>This repository's program with some classes more, as somebody would write them.</summary>
internal sealed class ExtendedProgram : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-extended-").FullName;

    private ExtendedProgram() { }

    /// <param name="classes">The names of files in <c>build/Images</c>, and what stands in them.</param>
    public static async Task<ExtendedProgram> BuildAsync(params (string File, string Code)[] classes)
    {
        var program = new ExtendedProgram();
        await program.CompileAsync(classes);
        return program;
    }

    /// <summary>Runs it to its end on the images of a tree.</summary>
    public async Task<RunResult> RunAsync(ImageTree tree, params IEnumerable<string> arguments)
    {
        using var run = Run.Start(
            tree.Folder,
            tree.Variables,
            ImageTree.Dotnet(),
            [Path.Combine(folder, "out", "Bakehouse.dll"), .. arguments]
        );
        return await run.EndAsync();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task CompileAsync((string File, string Code)[] classes)
    {
        foreach (
            var name in (string[])
                ["build", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"]
        )
        {
            await StartAsync("cp", "--archive", Path.Combine(SandboxUnderTest.Clone, name), folder);
        }

        foreach (var (file, code) in classes)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "build", "Images", file), code);
        }

        await StartAsync(
            ImageTree.Dotnet(),
            "build",
            "build",
            "-p:RunAnalyzers=false",
            "--output",
            Path.Combine(folder, "out")
        );
    }

    private async Task StartAsync(string program, params string[] arguments)
    {
        using var run = Run.Start(folder, new Dictionary<string, string?>(), program, arguments);
        (await run.EndAsync()).Succeeded();
    }
}
