using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>Both registries want a token, and it ends in the middle of a copy.</summary>
internal sealed class ExpiredTokenTests : MirrorFixture
{
    private TokenGate _upstream = null!;
    private TokenGate _target = null!;
    private Manifest _image = null!;

    [SetUp]
    public async Task PublishAsync()
    {
        _image = await Upstream.PushIndexAsync("app", "app");
        (_upstream, _target) = (new TokenGate(UpstreamProxy), new TokenGate(TargetProxy));
        (UpstreamProxy.FaultOf, TargetProxy.FaultOf) = (_upstream.Check, _target.Check);
    }

    [Test]
    public async Task Upstream_WhoseTokenEnds_IsReadWithAnother()
    {
        var reads = 0;
        UpstreamProxy.FaultOf = request =>
        {
            if (request.IsBlobRead && Interlocked.Increment(ref reads) == 3)
                _upstream.Expire();
            return _upstream.Check(request);
        };

        await RefreshAsync("app");

        Assert.That(await ServedAsync("app"), Is.EqualTo(_image.Digest));
        await AssertWholeAsync("app");
        Assert.That(_upstream.Given, Is.EqualTo(2));
    }

    [Test]
    public async Task Target_WhoseTokenEndsDuringAnUpload_GetsTheBlobWithAnother()
    {
        var given = 0;
        TargetProxy.FaultOf = request =>
        {
            if (
                request.IsBlobWrite
                && request.Body.Length == TestUpstream.Shared.Length
                && Interlocked.Increment(ref given) == 1
            )
                _target.Expire();
            return _target.Check(request);
        };

        await RefreshAsync("app");

        Assert.That(given, Is.EqualTo(2), "the shared layer, and again");
        Assert.That(await ServedAsync("app"), Is.EqualTo(_image.Digest));
        await AssertWholeAsync("app");
    }

    [Test]
    public async Task Login_ThatIsTakenAwayInTheMiddle_FailsTheCopyAndIsNamed()
    {
        UpstreamProxy.FaultOf = request =>
        {
            _upstream.IsOpen &= !request.IsBlobRead;
            return _upstream.Check(request);
        };

        var error = Assert.CatchAsync<UpstreamException>(() => RefreshAsync("app"));

        Assert.That(error!.Message, Does.Contain(UpstreamProxy.Host));
        Assert.That(await ServedAsync("app"), Is.Null);
    }
}
