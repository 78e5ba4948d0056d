using Bakehouse.Configuration;

namespace Bakehouse.UnitTests.Configuration;

internal sealed class ScanExceptionTests
{
    private const string Text = """
        # What is known.

        CVE-2026-0001 base-runtime 2026-06-30 nobody calls it
        CVE-2026-0002 * 2026-06-30 a fix is announced
        """;

    [TestCase("CVE-2026-0001", "base-runtime", "2026-06-30", ExpectedResult = true)]
    [TestCase("CVE-2026-0001", "base-runtime", "2026-07-01", ExpectedResult = false)]
    [TestCase("CVE-2026-0001", "base-build", "2026-06-30", ExpectedResult = false)]
    [TestCase("CVE-2026-0002", "base-build", "2026-06-30", ExpectedResult = true)]
    [TestCase("CVE-2026-0003", "base-build", "2026-06-30", ExpectedResult = false)]
    public bool Finding_OnADay_IsLetThrough(string finding, string image, string day) =>
        ScanException.Read(Text).Any(known => known.Covers(finding, image, DateOnly.Parse(day)));

    [TestCase("CVE-2026-0001 base-runtime 2026-06-30")]
    [TestCase("CVE-2026-0001 base-runtime soon nobody calls it")]
    [TestCase("CVE-2026-0001 base-runtime 30.06.2026 nobody calls it")]
    public void Line_WithoutDateOrReason_IsAnError(string line) =>
        Assert.That(
            () => ScanException.Read($"# first\n{line}"),
            Throws.TypeOf<BakehouseException>().With.Message.Contain("images/scan-exceptions.txt:2")
        );
}
