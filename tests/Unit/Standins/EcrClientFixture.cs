using System.Net;
using System.Text;
using Amazon;
using Amazon.ECR;
using Amazon.Runtime;

namespace Bakehouse.UnitTests.Standins;

/// <summary>A client of ECR whose requests are answered here, and kept.</summary>
internal sealed class EcrClientFixture : IDisposable
{
    private readonly Wire wire = new();

    public EcrClientFixture(Action<AmazonECRConfig>? configure = null)
    {
        var config = new AmazonECRConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            HttpClientFactory = new Factory(wire),
            MaxErrorRetry = 2,
        };
        configure?.Invoke(config);
        Client = new AmazonECRClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), config);
    }

    public AmazonECRClient Client { get; }

    public List<SentRequest> Sent => wire.Sent;

    public EcrClientFixture Answer(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        wire.Answers.Enqueue((status, body));
        return this;
    }

    public void Dispose()
    {
        Client.Dispose();
        wire.Dispose();
    }

    internal sealed record SentRequest(string Address, IReadOnlyDictionary<string, string> Headers, string Body);

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class Wire : HttpMessageHandler
    {
        public Queue<(HttpStatusCode Status, string Body)> Answers { get; } = [];

        public List<SentRequest> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var content = request.Content!;
            Sent.Add(
                new SentRequest(
                    request.RequestUri!.AbsoluteUri,
                    request
                        .Headers.NonValidated.Concat(content.Headers.NonValidated)
                        .ToDictionary(header => header.Key, header => header.Value.ToString()),
                    await content.ReadAsStringAsync(cancellationToken)
                )
            );
            var (status, body) = Answers.Dequeue();
            return new HttpResponseMessage(status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1"),
                RequestMessage = request,
            };
        }
    }
}
