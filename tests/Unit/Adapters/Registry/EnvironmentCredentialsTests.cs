using Bakehouse.Adapters.Registry;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class EnvironmentCredentialsTests
{
    private readonly Dictionary<string, string> _variables = new()
    {
        ["BAKEHOUSE_REGISTRY_USER"] = "baker",
        ["BAKEHOUSE_REGISTRY_PASSWORD"] = "hunter2",
        ["CI_REGISTRY"] = "gitlab.test:5050",
        ["CI_REGISTRY_USER"] = "gitlab-ci-token",
        ["CI_REGISTRY_PASSWORD"] = "job-token",
    };

    [TestCase("own.test", "baker")]
    [TestCase("gitlab.test:5050", "gitlab-ci-token")]
    [TestCase("docker.io", null)]
    [TestCase("gitlab.test", null)]
    public async Task Find_EachRegistry_GetsItsOwnAndNoOther(string registry, string? user) =>
        Assert.That((await FindAsync(registry))?.User, Is.EqualTo(user));

    [TestCase("BAKEHOUSE_REGISTRY_USER")]
    [TestCase("BAKEHOUSE_REGISTRY_PASSWORD")]
    public void Find_OneHalfOnly_NamesTheMissingOne(string missing)
    {
        _variables.Remove(missing);

        var error = Assert.ThrowsAsync<BakehouseException>(() => FindAsync("own.test"));

        Assert.That(error.Problem, Does.StartWith($"{missing} is not set"));
        Assert.That(error.ToString(), Does.Not.Contain("hunter2"));
        _variables[missing] = missing.EndsWith("USER") ? "baker" : "hunter2";
    }

    [Test]
    public async Task Find_NoOwnRegistry_KeepsThePassword() =>
        Assert.That(
            await new EnvironmentCredentials(null, _variables.GetValueOrDefault).FindAsync("docker.io"),
            Is.Null
        );

    private Task<Credential?> FindAsync(string registry) =>
        new EnvironmentCredentials("own.test", _variables.GetValueOrDefault).FindAsync(registry);
}
