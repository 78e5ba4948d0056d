using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class FileLockTests
{
    private string folder = null!;

    [SetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Acquire_WhileAnotherHoldsIt_WaitsForItsEnd()
    {
        var file = Path.Combine(folder, "cache", "lock");
        var first = await FileLock.AcquireAsync(file, CancellationToken.None);

        var waiting = FileLock.AcquireAsync(file, CancellationToken.None);
        var isHeld = !waiting.IsCompleted;
        first.Dispose();
        using var second = await waiting;

        Assert.That(isHeld, Is.True);
    }

    [Test]
    public async Task Acquire_Cancelled_GivesUp()
    {
        var file = Path.Combine(folder, "lock");
        using var first = await FileLock.AcquireAsync(file, CancellationToken.None);
        using var cancel = new CancellationTokenSource();

        var waiting = FileLock.AcquireAsync(file, cancel.Token);
        await cancel.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Acquire_WhereNoFileCanBe_Throws() =>
        Assert.That(
            async () => await FileLock.AcquireAsync(folder, CancellationToken.None),
            Throws.InstanceOf<UnauthorizedAccessException>()
        );
}
