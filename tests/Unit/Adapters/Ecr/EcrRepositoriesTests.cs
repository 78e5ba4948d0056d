using System.Net;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Bakehouse.Adapters.Ecr;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Ecr;

/// <summary>Repositories are made with their lifecycle policy, one behind the other.</summary>
internal sealed class EcrRepositoriesTests
{
    private static readonly RepositorySettings[] Settings =
    [
        RepositorySettings.OfBuilt("base"),
        RepositorySettings.OfCopies("utility/store", ["8"], 3),
    ];

    private readonly FakeAws aws = new();
    private readonly List<string> calls = [];
    private Action onCreation = () => { };
    private Action onPolicy = () => { };

    [SetUp]
    public void Answer()
    {
        aws.Service.CreateRepositoryAsync(default)
            .ReturnsForAnyArgs(call =>
            {
                calls.Add($"create {call.Arg<CreateRepositoryRequest>().RepositoryName}");
                onCreation();
                return new CreateRepositoryResponse();
            });
        aws.Service.PutLifecyclePolicyAsync(default)
            .ReturnsForAnyArgs(call =>
            {
                call.Arg<CancellationToken>().ThrowIfCancellationRequested();
                calls.Add($"policy {call.Arg<PutLifecyclePolicyRequest>().RepositoryName}");
                onPolicy();
                return new PutLifecyclePolicyResponse();
            });
    }

    [Test]
    public async Task Repository_ThatIsMade_HasItsPolicyBeforeTheNextOneIsMade()
    {
        await CreateAsync(CancellationToken.None);

        string[] expected =
        [
            "create team/base",
            "policy team/base",
            "create team/utility/store",
            "policy team/utility/store",
        ];
        Assert.That(calls, Is.EqualTo(expected));
    }

    [Test]
    public void Policy_ThatIsRefused_LeavesOneRepositoryBehindAndTheErrorSaysWhichAndHowItGoes()
    {
        onPolicy = () => throw Failure("AccessDeniedException");

        var error = Assert.ThrowsAsync<BakehouseException>(() => CreateAsync(CancellationToken.None))!;

        Assert.That(calls.Where(call => call.StartsWith("create", StringComparison.Ordinal)), Has.One.Items);
        Assert.That(error.Problem, Does.Contain("don't permit ecr:PutLifecyclePolicy").And.Contain("team/base"));
        Assert.That(error.Remedy, Does.Contain("Add ecr:PutLifecyclePolicy"));
        Assert.That(
            error.Remedy,
            Does.Contain(
                "aws ecr delete-repository --region eu-central-1 --registry-id 123456789012 --repository-name team/base"
            )
        );
    }

    [Test]
    public void Interruption_BetweenRepositories_LeavesNoneWithoutItsPolicy()
    {
        using var interruption = new CancellationTokenSource();
        onCreation = interruption.Cancel;

        Assert.ThrowsAsync<OperationCanceledException>(() => CreateAsync(interruption.Token));

        Assert.That(calls, Is.EqualTo(new[] { "create team/base", "policy team/base" }));
    }

    [Test]
    public async Task Repository_OfSomebodyElse_IsTakenAsItIs()
    {
        onCreation = () => throw new RepositoryAlreadyExistsException("it is there");

        await CreateAsync(CancellationToken.None);

        Assert.That(calls, Has.None.StartsWith("policy"));
    }

    private Task CreateAsync(CancellationToken cancellationToken) =>
        new EcrRepositories(aws).CreateAsync(
            FakeAws.Registry,
            Settings.Select(settings => ($"team/{settings.Name}", settings)),
            cancellationToken
        );

    private static AmazonECRException Failure(string code) =>
        new("it was so", ErrorType.Sender, code, "1", HttpStatusCode.BadRequest);
}
