using System.Net;
using Bakehouse.Configuration;
using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.UnitTests.Images;
using Spectre.Console;

namespace Bakehouse.UnitTests.Facts;

/// <summary>What the sandbox builds with, and what it leaves out, by what this machine reaches.</summary>
internal sealed class SubstituteProbeTests : IDisposable
{
    private readonly ImageTree tree = new();
    private readonly CountingHandler handler = new();

    public void Dispose()
    {
        handler.Dispose();
        tree.Dispose();
    }

    [Test]
    public async Task Probe_AddressIsReached_NeedsNothing()
    {
        handler.Status = HttpStatusCode.OK;

        var reach = await ProbeAsync(new Substitute("ADDRESS", null, "the archive cannot be reached"));

        Assert.Multiple(() =>
        {
            Assert.That(reach.Substitutes, Is.Empty);
            Assert.That(reach.LeftOut, Is.Empty);
        });
    }

    [Test]
    public async Task Probe_SubstituteWithValues_BuildsWithThem()
    {
        var values = new Dictionary<string, string> { ["PG"] = "other" };

        var reach = await ProbeAsync(new Substitute("ADDRESS", values, "another one is taken"));

        Assert.Multiple(() =>
        {
            Assert.That(reach.Substitutes.Keys, Is.EqualTo(new[] { "matrix-root-16" }));
            Assert.That(reach.LeftOut, Is.Empty);
        });
    }

    [Test]
    public async Task Probe_NothingToBuildWith_LeavesOutTheVariantAndWhatIsBuiltOnIt()
    {
        var reach = await ProbeAsync(new Substitute("ADDRESS", null, "the archive cannot be reached"));

        Assert.Multiple(() =>
        {
            Assert.That(
                reach.LeftOut.Select(image => (image.Name, image.Reason)),
                Is.EqualTo(
                    new[]
                    {
                        ("matrix-root-16", "the archive cannot be reached"),
                        ("matrix-child-16", "it is built on matrix-root-16"),
                    }
                )
            );
            Assert.That(
                reach.Of(tree.Load().Images).Select(image => image.Name),
                Is.EqualTo(new[] { "matrix-root-17", "matrix-child-16.1-17" })
            );
        });
    }

    [Test]
    public async Task Probe_SeveralOfOneAddress_AsksOnce()
    {
        var substitute = new Substitute("ADDRESS", null, "the archive cannot be reached");

        await ProbeAsync(substitute, substitute);

        Assert.That(handler.Requests, Is.EqualTo(1));
    }

    private async Task<Reach> ProbeAsync(params Substitute[] substitutes)
    {
        tree.WithDockerfile("matrix-root", "ARG ADDRESS=https://archive.test/\nARG PG\nFROM scratch\nARG PG\n")
            .With("matrix-child", "matrix-root")
            .WithClass(new MatrixRoot { SubstitutesOf16 = substitutes }, new MatrixChild());
        using var http = new HttpClient(handler, disposeHandler: false);
        var console = NSubstitute.Substitute.For<IAnsiConsole>();
        var probe = new SubstituteProbe(http, new RunOptions { Jobs = 1 }, console);
        return await probe.ProbeAsync(tree.Load().Images, CancellationToken.None);
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.NotFound;

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage(Status));
        }
    }
}
