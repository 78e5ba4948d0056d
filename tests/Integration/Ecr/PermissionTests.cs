using System.Text;
using System.Text.Json;
using Amazon.ECR.Model;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>Holds the IAM policy of the README against the calls that runs make.</summary>
internal sealed class PermissionTests
{
    [Test]
    public async Task Policy_OfTheReadme_HasTheActionsOfTheCallsAndNoOthers()
    {
        await using var opened = await AccountTree.OpenAsync();
        var scan = new
        {
            subject = opened.Repository,
            result = new { status = "COMPLETE", findings = Array.Empty<object>() },
        };
        await opened.Account.PutAsync("_local/scans", scan);

        // Repositories are made, an image is pushed and scanned.
        (await opened.PushAsync("--scan-gate=HIGH")).Succeeded();

        // Its tests change: it is pulled. Then it has more tags than it should, and gets another.
        opened.Tree.Write($"images/{AccountTree.Image}/content", "more content\n");
        await opened.Tree.CommitAsync("More content");
        (await opened.PushAsync()).Succeeded();
        await TagAsync(opened, 310);
        await opened.Tree.CommitAsync("Nothing of the image");
        (await opened.PushAsync()).Succeeded();

        // Tags are listed, as they are where a copy gets a backup.
        (await opened.Tree.RunAsync("--target=List")).Succeeded();

        var calls = await opened.Account.TakeCallsAsync();
        Assert.That(
            Policy(),
            Is.EquivalentTo(calls.Select(call => call.Action).Where(action => !action.StartsWith("sts:")).Distinct())
        );
        Assert.That(calls.Where(call => call.Refusal is not null), Is.Empty);
    }

    private static async Task TagAsync(AccountTree opened, int count)
    {
        using var registry = await opened.Account.RegistryAsync();
        var repository = Reference.Parse($"{opened.Account.Host}/{opened.Repository}");
        var manifest = await registry.Manifests.GetAsync(repository.WithTag("latest"));
        for (var number = 0; number < count; number++)
        {
            await registry.Manifests.PutAsync(repository.WithTag($"{number:x40}"), manifest!);
        }
    }

    // The README has two policies: the one of the role has a principal.
    private static List<string> Policy()
    {
        var readme = File.ReadAllText(Path.Combine(SandboxUnderTest.Clone, "README.md"));
        var policies = readme
            .Split("```json\n")
            .Skip(1)
            .Select(block => JsonDocument.Parse(block[..block.IndexOf("```", StringComparison.Ordinal)]).RootElement);
        var statements = policies.Last().GetProperty("Statement").EnumerateArray();
        return
        [
            .. statements
                .Select(statement => statement.GetProperty("Action"))
                .SelectMany(action =>
                    action.ValueKind == JsonValueKind.Array ? [.. action.EnumerateArray()] : new[] { action }
                )
                .Select(action => action.GetString()!),
        ];
    }
}
