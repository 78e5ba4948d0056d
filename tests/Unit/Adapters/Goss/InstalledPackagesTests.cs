namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>What <c>run-tests.sh</c> tells of an image's packages, with package managers that answer what they are told.</summary>
[RunsWhatItWrites]
internal sealed class InstalledPackagesTests : IDisposable
{
    private readonly ToolFolder tools = new ToolFolder()
        .WithoutTools()
        .WithToolScript("sed", "exec /bin/sed \"$@\"")
        .WithTest("root", "tests/unused.sh");

    public void Dispose() => tools.Dispose();

    [Test]
    public async Task Packages_OfADebianImage_AreTheInstalledOnes()
    {
        const string answer = "installed bash 5.2.37-2\\nconfig-files vim 9.1\\ninstalled libc6 2.41-12\\n";

        tools.WithToolScript("dpkg-query", $"printf '{answer}'");

        Assert.That(await PackagesAsync(), Is.EqualTo("bash 5.2.37-2\nlibc6 2.41-12\n"));
    }

    [Test]
    public async Task Packages_OfAnAlpineImage_HaveNamesAndVersionsApart()
    {
        tools.WithToolScript("apk", "printf 'musl-1.2.5-r9\\nca-certificates-bundle-20250911-r0\\n'");

        Assert.That(await PackagesAsync(), Is.EqualTo("ca-certificates-bundle 20250911-r0\nmusl 1.2.5-r9\n"));
    }

    [Test]
    public async Task Packages_OfAnImageWithoutPackageManager_AreUnknown() =>
        Assert.That(await PackagesAsync(), Is.Null);

    private async Task<string?> PackagesAsync() => (await tools.ReportAsync()).Packages?.ToString();
}
