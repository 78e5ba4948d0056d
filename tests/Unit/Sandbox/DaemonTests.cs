using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class DaemonTests
{
    [Test]
    public void Parse_OfAProgramWithParenthesesAndSpaces_ReadsTheFieldsBehindItsName()
    {
        var stat = ProcessStat.Parse(
            7,
            "7 (a) S (b) S 4 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 8812 1000 10 18446744073709551615"
        );

        Assert.That(stat, Is.EqualTo(new ProcessStat(7, 4, 'S', 1, 8812)));
    }

    [TestCase('S', 1, false)]
    [TestCase('Z', 1, true)]
    [TestCase('Z', 0, true, Description = "the kernel is about to forget it")]
    [TestCase('Z', 3, false, Description = "its first thread ended before the others, which hold its files open")]
    [TestCase('X', 1, true)]
    public void HasEnded_WithItsLastThread(char state, int threads, bool expected) =>
        Assert.That(new ProcessStat(7, 4, state, threads, 8812).HasEnded, Is.EqualTo(expected));

    [Test]
    public void IsAlive_OfThisProcess_DependsOnItsStartTime()
    {
        var own = ProcessStat.Read(Environment.ProcessId)!;
        var daemon = new Daemon("self", own.ProcessId, own.StartTime, "");

        Assert.Multiple(() =>
        {
            Assert.That(daemon.IsAlive, Is.True);
            Assert.That((daemon with { StartTime = own.StartTime - 1 }).IsAlive, Is.False);
        });
    }

    [Test]
    public void Fingerprint_OfAnotherConfiguration_IsAnother()
    {
        var spec = new DaemonSpec("x", "/x", ["-v"], "port 1", _ => Task.FromResult(true));

        Assert.That(Same("port 1").Fingerprint, Is.EqualTo(spec.Fingerprint));
        Assert.That(Same("port 2").Fingerprint, Is.Not.EqualTo(spec.Fingerprint));

        static DaemonSpec Same(string configuration) =>
            new("x", "/x", ["-v"], configuration, _ => Task.FromResult(true));
    }
}
