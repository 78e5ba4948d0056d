using Bakehouse.Adapters.Registry;
using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>
/// Something goes wrong in the middle of a copy that replaces another one: the old copy is served until the new one is
/// whole, and the next run finishes without moving again what had arrived.
/// </summary>
internal sealed class FaultTests : MirrorFixture
{
    private const string App = "app";
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(3);
    private Digest _old = null!;
    private Manifest _new = null!;

    [SetUp]
    public async Task CopyTheOldAndPublishTheNewAsync()
    {
        _old = (await Upstream.PushIndexAsync(App, "old")).Digest;
        await RefreshAsync(App);
        _new = await Upstream.PushIndexAsync(App, "new");
        StartHastyRun();
    }

    [TearDown]
    public void Forget() => UpstreamProxy.Reset();

    private static TestCaseData<Fault>[] OfAnAnswer() =>
        [
            new(new Fault.Reset(After: 100_000)) { TestName = "{m}(reset in the middle)" },
            new(new Fault.Truncation(To: 100_000)) { TestName = "{m}(truncated)" },
            new(new Fault.Flip(At: 399_999)) { TestName = "{m}(a flipped byte)" },
            new(new Fault.Answer(500)) { TestName = "{m}(500)" },
            new(new Fault.Answer(404)) { TestName = "{m}(lost)" },
            new(new Fault.Answer(403)) { TestName = "{m}(denied)" },
            new(new Fault.Silence()) { TestName = "{m}(no answer)" },
        ];

    [TestCaseSource(nameof(OfAnAnswer))]
    public async Task Blob_ThatNeverArrivesWhole_FailsTheCopy(Fault fault)
    {
        var victim = await LayerOfAsync("amd64");
        UpstreamProxy.FaultOf = request => request.IsBlobRead && request.Path.EndsWith(victim) ? fault : null;

        Assert.CatchAsync<UpstreamException>(() => RefreshAsync(App));

        await AssertOldIsServedAsync();
        await AssertNextRunFinishesAsync();
    }

    [TestCaseSource(nameof(OfAnAnswer))]
    public async Task Blob_ThatArrivesWholeAtTheSecondAttempt_IsCopied(Fault fault)
    {
        var once = new Times(1);
        var victim = await LayerOfAsync("amd64");
        UpstreamProxy.FaultOf = request =>
            request.IsBlobRead && request.Path.EndsWith(victim) && once.Next() ? fault : null;
        var isFinal = fault is Fault.Answer { Status: 404 or 403 };

        await CatchAsync(() => RefreshAsync(App), isFinal);

        if (!isFinal)
            await AssertNewIsServedAsync();
    }

    private static TestCaseData<Fault>[] OfAnUpload() =>
        [
            new(new Fault.ResetUpload(After: 100_000)) { TestName = "{m}(reset in the middle)" },
            new(new Fault.Answer(500)) { TestName = "{m}(500)" },
            new(new Fault.Answer(400)) { TestName = "{m}(refused)" },
            new(new Fault.Answer(429, ("Retry-After", "1"))) { TestName = "{m}(429)" },
            new(new Fault.Silence()) { TestName = "{m}(no answer)" },
        ];

    [TestCaseSource(nameof(OfAnUpload))]
    public async Task Upload_ThatNeverSucceeds_FailsTheCopy(Fault fault)
    {
        TargetProxy.FaultOf = request => request.IsBlobWrite && request.Body.Length == 400_000 ? fault : null;

        Assert.That(Assert.CatchAsync(() => RefreshAsync(App)), Is.Not.InstanceOf<UpstreamException>());

        await AssertOldIsServedAsync();
        await AssertNextRunFinishesAsync();
    }

    [TestCaseSource(nameof(OfAnUpload))]
    public async Task Manifest_ThatTheTargetNeverTakes_FailsTheCopy(Fault fault)
    {
        TargetProxy.FaultOf = request =>
            request.Method == "PUT" && request.Path.EndsWith(_new.Digest.ToString()) ? fault : null;

        Assert.That(Assert.CatchAsync(() => RefreshAsync(App)), Is.Not.InstanceOf<UpstreamException>());

        await AssertOldIsServedAsync();
        await AssertNextRunFinishesAsync();
        Assert.That(UpstreamProxy.BlobBytes, Is.Zero);
    }

    [Test]
    public async Task Tag_ThatTheTargetTakesWithoutSayingSo_IsRight()
    {
        TargetProxy.FaultOf = request =>
            request.Method == "PUT" && request.Path.EndsWith("/manifests/1") ? new Fault.LostAnswer() : null;

        Assert.CatchAsync(() => RefreshAsync(App));

        await AssertNewIsServedAsync();
    }

    [Test]
    public async Task Upstream_ThatIsGoneInTheMiddle_FailsTheCopy()
    {
        var victim = await LayerOfAsync("arm64");
        var stopped = new Lazy<Task>(UpstreamProxy.StopAsync);
        UpstreamProxy.FaultOf = request =>
        {
            if (!request.IsBlobRead || !request.Path.EndsWith(victim))
                return null;
            _ = stopped.Value;
            return new Fault.Silence();
        };

        var error = Assert.CatchAsync<UpstreamException>(() => RefreshAsync(App));

        Assert.That(error!.Message, Does.Contain(UpstreamProxy.Host));
        await AssertOldIsServedAsync();
        await stopped.Value;
        UpstreamProxy.Start();
        await AssertNextRunFinishesAsync();
    }

    [Test]
    public async Task Target_ThatIsGoneInTheMiddle_FailsTheCopy()
    {
        var stopped = new Lazy<Task>(TargetProxy.StopAsync);
        TargetProxy.FaultOf = request =>
        {
            if (!request.IsBlobWrite)
                return null;
            _ = stopped.Value;
            return new Fault.Silence();
        };

        var error = Assert.CatchAsync<BakehouseException>(() => RefreshAsync(App));

        Assert.That(error!.Problem, Does.Contain(TargetProxy.Host));
        await AssertOldIsServedAsync();
        await stopped.Value;
        TargetProxy.Start();
        await AssertNextRunFinishesAsync();
    }

    [TestCase("HEAD")]
    [TestCase("GET")]
    public async Task Manifest_WhoseDigestHeaderLies_IsNotTaken(string method)
    {
        var lie = new Fault.Lie("Docker-Content-Digest", Digest.Of("another"u8).ToString());
        UpstreamProxy.FaultOf = request =>
            request.Method == method && request.Path.Contains("/manifests/") ? lie : null;

        await CatchAsync(() => RefreshAsync(App), mustFail: method == "HEAD");

        // Read by digest, what came is known to be right, whatever its header says.
        Assert.That(await ServedAsync(App), Is.EqualTo(method == "HEAD" ? _old : _new.Digest));
        await AssertWholeAsync(App);
        await AssertNextRunFinishesAsync();
    }

    [Test]
    public async Task Manifest_WithAFlippedByte_IsNotTaken()
    {
        UpstreamProxy.FaultOf = request => request.IsManifestRead ? new Fault.Flip(At: 20) : null;

        Assert.CatchAsync(() => RefreshAsync(App));

        await AssertOldIsServedAsync();
        await AssertNextRunFinishesAsync();
    }

    [Test]
    public async Task Answers_500ThreeTimes_AreWaitedOut()
    {
        var (reads, writes) = (new Times(3), new Times(3));
        UpstreamProxy.FaultOf = request => request.IsBlobRead && reads.Next() ? new Fault.Answer(500) : null;
        TargetProxy.FaultOf = request => request.IsBlobWrite && writes.Next() ? new Fault.Answer(500) : null;

        await RefreshAsync(App);

        Assert.That(writes.IsOver && reads.IsOver, Is.True);
        await AssertNewIsServedAsync();
    }

    [TestCase(null)]
    [TestCase("1")]
    public async Task Upstream_ThatSays429Once_IsWaitedFor(string? retryAfter)
    {
        var once = new Times(1);
        UpstreamProxy.FaultOf = request => request.IsManifestRead && once.Next() ? TooMany(retryAfter) : null;

        await RefreshAsync(App);

        await AssertNewIsServedAsync();
    }

    [TestCase(null)]
    [TestCase("1")]
    [TestCase("21600")]
    public async Task Upstream_ThatSays429ForGood_LeavesTheCopyForTheNextRun(string? retryAfter)
    {
        var arm64 = _new.ReadIndex().Manifests.Single(entry => entry.Platform!.Architecture == "arm64").Digest;
        UpstreamProxy.FaultOf = request =>
            request.IsManifestRead && request.Path.EndsWith(arm64.ToString()) ? TooMany(retryAfter) : null;

        var copies = await RefreshAsync(App);

        Assert.That(copies.Single().Outcome, Is.EqualTo(CopyOutcome.LeftForBudget));
        await AssertOldIsServedAsync();
        await AssertNextRunFinishesAsync();
        Assert.That(UpstreamProxy.Asked("GET", "/manifests/"), Has.Count.EqualTo(2), "the index, and what was refused");
    }

    [Test]
    public async Task Budget_ThatDoesNotCoverAnIndex_LeavesItWhole()
    {
        UpstreamProxy.Headers = [("RateLimit-Limit", "100;w=21600"), ("RateLimit-Remaining", "2;w=21600")];

        var copies = await RefreshAsync(App);

        Assert.That(copies.Single().Outcome, Is.EqualTo(CopyOutcome.LeftForBudget));
        Assert.That(UpstreamProxy.Asked("GET", "/blobs/"), Is.Empty);
        Assert.That(UpstreamProxy.Asked("GET", "/manifests/"), Has.Count.AtMost(2));
        await AssertOldIsServedAsync();
    }

    // Impatient only where silence is the fault: a busy disk's late answer is none.
    private void StartHastyRun()
    {
        var isSilent = TestContext.CurrentContext.Test.Arguments.OfType<Fault.Silence>().Any();
        var patience = isSilent ? new Patience(ShortPatience, 3 * ShortPatience) : Patience.Default;
        StartRun(new RegistryClient(new CredentialChain(), RegistryClient.Wire(), new HastyTime(), patience));
    }

    private static Fault.Answer TooMany(string? retryAfter) =>
        retryAfter is null ? new(429) : new(429, ("Retry-After", retryAfter));

    private async Task<string> LayerOfAsync(string architecture)
    {
        var entry = _new.ReadIndex().Manifests.Single(one => one.Platform!.Architecture == architecture);
        var manifest = await Direct.Manifests.GetAsync(Upstream.At(App).Name.WithDigest(entry.Digest));
        return manifest!.ReadImage().Layers[1].Digest.ToString();
    }

    private static async Task CatchAsync(Func<Task> action, bool mustFail)
    {
        if (mustFail)
            Assert.CatchAsync(() => action());
        else
            await action();
    }

    private async Task AssertOldIsServedAsync()
    {
        Assert.That(await ServedAsync(App), Is.EqualTo(_old));
        await AssertWholeAsync(App);
    }

    private async Task AssertNewIsServedAsync()
    {
        Assert.That(await ServedAsync(App), Is.EqualTo(_new.Digest));
        await AssertWholeAsync(App);
    }

    private async Task AssertNextRunFinishesAsync()
    {
        var arrived = await ArrivedAsync(App, _new);
        Assert.That(arrived, Is.Not.Empty);
        // Patient: a busy machine's late answer would be asked for again, and counted.
        StartRun();

        await RefreshAsync(App);

        await AssertNewIsServedAsync();
        AssertNotMovedAgain(arrived);
    }

    /// <summary>True so many times, then false.</summary>
    private sealed class Times(int count)
    {
        private int _left = count;

        public bool IsOver => Volatile.Read(ref _left) <= 0;

        public bool Next() => Interlocked.Decrement(ref _left) >= 0;
    }
}
