using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Registry;

/// <summary>A client on a strict wire and a clock that skips; a test ends with no expectation left over.</summary>
public abstract class RegistryFixture
{
    internal const string Host = "registry.test";
    internal const string Root = "https://registry.test/v2";
    internal static readonly Reference Bread = new(Host, "bakery/bread", "7");

    internal StrictHttp Http { get; private set; } = null!;
    internal SkippingTime Time { get; private set; } = null!;
    internal ICredentialStore Credentials { get; private set; } = null!;
    internal RegistryClient Client { get; private set; } = null!;

    [SetUp]
    public void SetUpClient()
    {
        (Http, Time) = (new StrictHttp(), new SkippingTime());
        Credentials = Substitute.For<ICredentialStore>();
        Credentials.FindAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns((Credential?)null);
        Client = new RegistryClient(Credentials, Http, Time, Patience.Default);
    }

    [TearDown]
    public void AssertNoneLeft()
    {
        Client.Dispose();
        Http.AssertAllCame();
    }

    internal void LogIn(string user, string secret, bool isIdentityToken = false, DateTimeOffset? expires = null) =>
        Credentials
            .FindAsync(Host, Arg.Any<CancellationToken>())
            .Returns(new Credential(user, secret, isIdentityToken, expires));
}
