using System.Security.Cryptography;
using System.Text;
using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>
/// The program of the local ECR, published when it is first wanted, and again when its sources have changed. It stands
/// beside Bakehouse's own, in the clone that Bakehouse was built from.
/// </summary>
internal sealed class LocalEcrProgram(ICommandRunner runner, ICakeLog log)
{
    private const string Project = "build/LocalEcr/LocalEcr.csproj";
    private const string Assembly = "Bakehouse.LocalEcr.dll";
    private readonly string sources = FindSources();

    private string Programs => Path.Combine(sources, ".build", "local-ecr");

    /// <summary>Where the program of the sources as they are now is, or will be.</summary>
    public string File => Path.Combine(Programs, Key(), Assembly);

    /// <summary>Publishes it where that is not done yet.</summary>
    /// <returns>Its file.</returns>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var file = File;
        using var held = await FileLock.AcquireAsync(Path.Combine(Programs, "lock"), cancellationToken);
        if (System.IO.File.Exists(file))
        {
            return file;
        }

        log.Information("{0}", "Sandbox: compiling the local ECR, once");
        var work = Path.Combine(Programs, "work");
        var published = Path.Combine(Programs, "published");
        string[] arguments =
        [
            "publish",
            Path.Combine(sources, Project),
            "--configuration=Release",
            $"--artifacts-path={work}",
            $"--output={published}",
            "--nologo",
            "--verbosity=quiet",
            "-p:RunAnalyzers=false",
        ];
        await new DotnetCommand(runner).RunAsync(arguments, cancellationToken);
        Directory.Move(published, Path.GetDirectoryName(file)!);
        return file;
    }

    private static string FindSources()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, Project)))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder
            ?? throw new BakehouseException(
                $"There is no {Project} in the clone that Bakehouse was built from.",
                "Run it from a clone of the repository, with ./build.sh."
            );
    }

    // The contents decide, not the times: as build.sh has it for Bakehouse itself.
    private string Key()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory
            .EnumerateFiles(Path.Combine(sources, Path.GetDirectoryName(Project)!), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(sources, "Directory.*"))
            .Append(Path.Combine(sources, "global.json"))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(sources, file)}\n"));
            hash.AppendData(SHA256.HashData(System.IO.File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
