using System.Security.Cryptography;
using Bakehouse.IntegrationTests.Mirroring;
using Bakehouse.IntegrationTests.Support;
using CallFault = Bakehouse.LocalEcr.Access.Fault;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>A run outlives the tokens that it begins with.</summary>
internal sealed class TokenTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongLifetime = TimeSpan.FromHours(12);
    private AccountTree opened = null!;

    [SetUp]
    public async Task OpenAsync() => opened = await AccountTree.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await opened.DisposeAsync();

    [Test]
    public async Task Token_ThatEndsInTheMiddleOfAPush_IsRenewed()
    {
        await WriteLargeImageAsync();
        await opened.Account.LimitTokensAsync(Lifetime);

        using var run = opened.Tree.Start("--target=Push-All", "--create-repositories");
        await run.UntilAsync(HasBegunAsync, "the push");
        // Those that come after hold: on a busy machine no layer might arrive within so short a time.
        await opened.Account.LimitTokensAsync(LongLifetime);
        (await run.EndAsync()).Succeeded();

        await AssertRenewedAsync();
    }

    [Test]
    public async Task Token_ThatEndsInAPushBeforeItsTime_IsRenewed()
    {
        await opened.Account.FailAsync(new CallFault("ecr:UploadLayerPart", "ExpiredAuthorizationToken", 1));

        (await opened.PushAsync()).Succeeded();
        await AssertRenewedAsync();
    }

    [Test]
    public async Task Token_ThatEndsInTheMiddleOfACopy_IsRenewed()
    {
        await opened.Account.LimitTokensAsync(Lifetime);

        var copied = await CopyAsync(() =>
        {
            Thread.Sleep(Lifetime);
            opened.Account.LimitTokensAsync(LongLifetime).GetAwaiter().GetResult();
        });
        copied.Succeeded();

        await AssertRenewedAsync();
    }

    [Test]
    public async Task Token_ThatEndsInACopyBeforeItsTime_IsRenewed()
    {
        (await CopyAsync(() => opened.Account.EndTokensAsync().GetAwaiter().GetResult())).Succeeded();

        await AssertRenewedAsync();
    }

    /// <summary>Copies two images, while the first blob is on its way and something happens.</summary>
    private async Task<RunResult> CopyAsync(Action happens)
    {
        await using var upstream = new FaultyProxy(SandboxUnderTest.Registry);
        var blobs = 0;
        upstream.FaultOf = request =>
        {
            if (request.IsBlobRead && Interlocked.Increment(ref blobs) == 1)
            {
                happens();
            }

            return null;
        };
        var place = (await TinyUpstream.OptionAsync()).Replace(SandboxUnderTest.Registry, upstream.Host);
        var run = await opened.Tree.RunAsync("--target=Cache-Redis", "--create-repositories", $"--upstream={place}");
        Assert.That(blobs, Is.GreaterThan(1), run.All);
        return run;
    }

    private async Task<bool> HasBegunAsync() =>
        (await opened.Account.CallsAsync()).Any(call => call.Action == "ecr:InitiateLayerUpload");

    private async Task WriteLargeImageAsync()
    {
        var lines = "FROM scratch\n";
        for (var layer = 0; layer < 30; layer++)
        {
            var path = opened.Tree.PathOf($"images/{AccountTree.Image}/layer{layer}");
            await File.WriteAllBytesAsync(path, RandomNumberGenerator.GetBytes(5 << 20));
            lines += $"COPY layer{layer} /\n";
        }

        opened.Tree.Write($"images/{AccountTree.Image}/Dockerfile", lines);
    }

    private async Task AssertRenewedAsync()
    {
        var tokens = (await opened.Account.CallsAsync()).Count(call => call.Action == "ecr:GetAuthorizationToken");
        Assert.That(tokens, Is.GreaterThan(1));
    }
}
