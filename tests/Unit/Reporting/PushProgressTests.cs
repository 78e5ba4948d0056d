using Bakehouse.Reporting;

namespace Bakehouse.UnitTests.Reporting;

/// <summary>The lines are those of docker 28.2 and engine 26.1.</summary>
public sealed class PushProgressTests
{
    private const string Beginning = """
        The push refers to repository [127.0.0.1:5005/x/base]
        07155b407310: Preparing
        39a2638cc081: Preparing
        5f70bf18a086: Preparing
        a2a797fd681b: Preparing
        """;

    private static readonly Dictionary<string, long> Sizes = new()
    {
        ["07155b407310"] = 0,
        ["39a2638cc081"] = 30_090_000,
        ["5f70bf18a086"] = 0,
        ["a2a797fd681b"] = 60_090_000,
    };

    [Test]
    public void Progress_BeforeTheFirstLayer_IsNoneAndAsksNobody()
    {
        var push = new PushProgress(() => throw new AssertionException("nobody asked for sizes"));
        push.Read("The push refers to repository [127.0.0.1:5005/x/base]");
        push.Read("latest: digest: sha256:27a1c5d96d9fd97b1086fd00ea435794e619901c8f19dabe3a02c2fd7d2cfc32 size: 1359");

        Assert.That(push.Tell(), Is.Null);
    }

    [TestCase("", "0 kB of 90 MB")]
    [TestCase("5f70bf18a086: Pushed\n39a2638cc081: Pushed", "30 MB of 90 MB")]
    [TestCase("39a2638cc081: Retrying in 5 seconds", "0 kB of 90 MB")]
    [TestCase("39a2638cc081: Layer already exists", "0 kB of 60 MB")]
    [TestCase("39a2638cc081: Mounted from x/leaf\na2a797fd681b: Pushed", "60 MB of 60 MB")]
    public void Progress_OfLayersOfKnownSizes_IsInBytesOfThoseToBeSent(string lines, string expected) =>
        Assert.That(Push(Task.FromResult<IReadOnlyDictionary<string, long>>(Sizes), lines), Is.EqualTo(expected));

    [Test]
    public void Progress_WhereAllIsThereAlready_IsInLayers()
    {
        var lines = string.Join('\n', Sizes.Keys.Select(layer => $"{layer}: Layer already exists"));

        Assert.That(
            Push(Task.FromResult<IReadOnlyDictionary<string, long>>(Sizes), lines),
            Is.EqualTo("4 of 4 layers")
        );
    }

    [TestCaseSource(nameof(NoSizes))]
    public void Progress_OfLayersOfUnknownSizes_IsInLayers(Task<IReadOnlyDictionary<string, long>> sizes) =>
        Assert.That(
            Push(sizes, "07155b407310: Layer already exists\n39a2638cc081: Pushed"),
            Is.EqualTo("2 of 4 layers")
        );

    private static IEnumerable<TestCaseData> NoSizes()
    {
        yield return Case("of other layers", Task.FromResult(new Dictionary<string, long> { ["0123456789ab"] = 1 }));
        yield return Case("still asking", new TaskCompletionSource<Dictionary<string, long>>().Task);
        yield return Case("failed", Task.FromException<Dictionary<string, long>>(new InvalidOperationException()));
    }

    private static TestCaseData Case(string name, Task<Dictionary<string, long>> sizes) =>
        new TestCaseData(Read(sizes)).SetArgDisplayNames(name);

    private static async Task<IReadOnlyDictionary<string, long>> Read(Task<Dictionary<string, long>> sizes) =>
        await sizes;

    private static string? Push(Task<IReadOnlyDictionary<string, long>> sizes, string lines)
    {
        var push = new PushProgress(() => sizes);
        foreach (var line in $"{Beginning}\n{lines}".Split('\n'))
        {
            push.Read(line);
        }

        return push.Tell();
    }
}
