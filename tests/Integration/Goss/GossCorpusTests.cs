using System.Diagnostics;
using Bakehouse.UnitTests.TestRules;

namespace Bakehouse.IntegrationTests.Goss;

/// <summary>goss itself takes what the check of its files takes, and what the check refuses it fails or passes over in silence.</summary>
public sealed class GossCorpusTests
{
    [Test]
    public void Goss_EachFileOfTheCorpus_DoesWhatTheCorpusSays()
    {
        var folder = Directory.CreateTempSubdirectory("bakehouse-").FullName;
        try
        {
            Assert.Multiple(() =>
            {
                foreach (var (name, text, _, passes) in GossCorpus.Rows)
                {
                    File.WriteAllText(Path.Combine(folder, "goss.yaml"), text);
                    var (exitCode, output) = Run(folder);
                    Assert.That(exitCode == 0, Is.EqualTo(passes), $"{name}: {output}");
                }
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int ExitCode, string Output) Run(string folder)
    {
        var start = new ProcessStartInfo("goss", ["--gossfile", "goss.yaml", "validate", "--no-color"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        return (program.ExitCode, output);
    }
}
