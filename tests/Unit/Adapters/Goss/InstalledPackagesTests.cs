using System.Diagnostics;
using Bakehouse.Adapters.Goss;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>What <c>run-tests.sh</c> tells of an image's packages, with package managers that answer what they are told.</summary>
internal sealed class InstalledPackagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public void Packages_OfADebianImage_AreTheInstalledOnes()
    {
        const string answer = "installed bash 5.2.37-2\\nconfig-files vim 9.1\\ninstalled libc6 2.41-12\\n";

        Assert.That(PackagesWith("dpkg-query", answer), Is.EqualTo("bash 5.2.37-2\nlibc6 2.41-12\n"));
    }

    [Test]
    public void Packages_OfAnAlpineImage_HaveNamesAndVersionsApart() =>
        Assert.That(
            PackagesWith("apk", "musl-1.2.5-r9\\nca-certificates-bundle-20250911-r0\\n"),
            Is.EqualTo("ca-certificates-bundle 20250911-r0\nmusl 1.2.5-r9\n")
        );

    [Test]
    public void Packages_OfAnImageWithoutPackageManager_AreUnknown() => Assert.That(PackagesWith("", ""), Is.Null);

    private string? PackagesWith(string manager, string answer)
    {
        // The path has nothing but this program and what the script itself needs.
        folder.With("tests/root/unused");
        foreach (var tool in (string[])["sed", "mkdir", "basename"])
        {
            folder.WithLink($"bin/{tool}", $"/usr/bin/{tool}");
        }

        if (manager.Length > 0)
        {
            const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
            folder.With($"bin/{manager}", $"#!/bin/sh\nprintf '{answer}'\n", mode);
        }

        using (var script = typeof(TestReport).Assembly.GetManifestResourceStream("run-tests.sh")!)
        {
            using var file = File.Create(folder["run-tests.sh"]);
            script.CopyTo(file);
        }

        var start = new ProcessStartInfo("/bin/sh", [folder["run-tests.sh"], folder.Path]);
        start.Environment["PATH"] = folder["bin"];
        using var run = Process.Start(start)!;
        run.WaitForExit();
        Assert.That(run.ExitCode, Is.Zero);
        return ResultReader.Read("root", folder["results"], []).Packages?.ToString();
    }
}
