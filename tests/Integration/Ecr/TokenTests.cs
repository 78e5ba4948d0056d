using System.Security.Cryptography;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>A run outlives the tokens that it begins with.</summary>
internal sealed class TokenTests
{
    [Test]
    public async Task Token_ThatEndsInTheMiddleOfAPush_IsRenewed()
    {
        await using var opened = await AccountTree.OpenAsync();
        var lines = "FROM scratch\n";
        for (var layer = 0; layer < 30; layer++)
        {
            var path = opened.Tree.PathOf($"images/{AccountTree.Image}/layer{layer}");
            await File.WriteAllBytesAsync(path, RandomNumberGenerator.GetBytes(5 << 20));
            lines += $"COPY layer{layer} /\n";
        }

        opened.Tree.Write($"images/{AccountTree.Image}/Dockerfile", lines);
        await opened.Account.LimitTokensAsync(TimeSpan.FromSeconds(4));

        (await opened.PushAsync()).Succeeded();

        var tokens = (await opened.Account.TakeCallsAsync()).Count(call => call.Action == "ecr:GetAuthorizationToken");
        Assert.That(tokens, Is.GreaterThan(1));
    }
}
