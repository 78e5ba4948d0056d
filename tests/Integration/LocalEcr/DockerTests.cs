using Bakehouse.LocalEcr.Access;

namespace Bakehouse.IntegrationTests.LocalEcr;

/// <summary>The local ECR as docker sees it, which takes it for any registry.</summary>
public sealed class DockerTests
{
    private const string Immutable = "--image-tag-mutability=IMMUTABLE";
    private readonly List<string> images = [];
    private LocalEcrUnderTest ecr = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        ecr = await LocalEcrUnderTest.StartAsync();
        (await ecr.LoginAsync()).Succeeded();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await ecr.DockerAsync(["image", "rm", "--force", .. images]);
        await ecr.DisposeAsync();
    }

    [TearDown]
    public async Task ForgiveAsync() => await ecr.FailAsync();

    [Test]
    public async Task Image_ThatWasPushed_IsPulledAndDescribed()
    {
        await ecr.CreateAsync("docker/app", "--image-scanning-configuration=scanOnPush=true");
        var name = await BuildAsync("docker/app", "1.0");
        await ecr.TakeCallsAsync();

        (await ecr.DockerAsync("push", name)).Succeeded();
        var pushed = await ecr.TakeCallsAsync();
        (await ecr.DockerAsync("image", "rm", "--force", name)).Succeeded();
        (await ecr.DockerAsync("pull", name)).Succeeded();
        var pulled = await ecr.TakeCallsAsync();
        var described = await ecr.AskAsync("ecr", "describe-images", "--repository-name=docker/app");

        Assert.Multiple(() =>
        {
            Assert.That(
                pushed.Select(call => call.Action).Distinct(),
                Is.SupersetOf(
                    (string[])
                        [
                            "ecr:BatchCheckLayerAvailability",
                            "ecr:InitiateLayerUpload",
                            "ecr:UploadLayerPart",
                            "ecr:CompleteLayerUpload",
                            "ecr:PutImage",
                        ]
                )
            );
            Assert.That(
                pulled.Select(call => call.Action).Distinct(),
                Is.EquivalentTo((string[])["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])
            );
            var detail = described.GetProperty("imageDetails")[0];
            Assert.That(detail.GetProperty("imageTags")[0].GetString(), Is.EqualTo("1.0"));
            Assert.That(
                detail.GetProperty("imageScanStatus").GetProperty("status").GetString(),
                Is.EqualTo("COMPLETE")
            );
        });
    }

    [Test]
    public async Task Push_ToAMissingRepository_FailsAsAtEcr() =>
        await AssertPushFailsAsync(
            await BuildAsync("docker/missing", "1.0"),
            "The repository with name 'docker/missing' does not exist in the registry with id '123456789012'"
        );

    [Test]
    public async Task Push_OfATagThatMustNotMove_FailsAsAtEcr()
    {
        await ecr.CreateAsync("docker/immutable", Immutable);
        (await ecr.DockerAsync("push", await BuildAsync("docker/immutable", "1.0"))).Succeeded();

        await AssertPushFailsAsync(
            await BuildAsync("docker/immutable", "1.0", "another"),
            "The image tag '1.0' already exists in the 'docker/immutable' repository and cannot be overwritten"
        );
    }

    [Test]
    public async Task Push_WithoutTheRight_NamesTheAction()
    {
        await ecr.CreateAsync("docker/denied");
        await ecr.FailAsync(new Fault("ecr:PutImage", "AccessDeniedException"));

        await AssertPushFailsAsync(
            await BuildAsync("docker/denied", "1.0"),
            $"User: {LocalEcrUnderTest.User} is not authorized to perform: ecr:PutImage on resource: "
        );
    }

    [Test]
    public async Task Push_WithATokenThatHasEnded_SaysSoUntilTheNextLogin()
    {
        await ecr.CreateAsync("docker/token");
        var name = await BuildAsync("docker/token", "1.0");
        await ecr.EndTokensAsync();

        await AssertPushFailsAsync(name, "Your authorization token has expired. Reauthenticate and try again.");

        (await ecr.LoginAsync()).Succeeded();
        (await ecr.DockerAsync("push", name)).Succeeded();
    }

    [Test]
    public async Task Image_ThatAPolicyExpires_CannotBePulledAnyMore()
    {
        await ecr.CreateAsync("docker/expiring");
        var old = await BuildAsync("docker/expiring", "dev-1", "old");
        (await ecr.DockerAsync("push", old)).Succeeded();
        await ecr.AdvanceAsync(TimeSpan.FromDays(15));
        (await ecr.DockerAsync("push", await BuildAsync("docker/expiring", "dev-2", "young"))).Succeeded();
        await ecr.AskAsync(
            "ecr",
            "put-lifecycle-policy",
            "--repository-name=docker/expiring",
            """
            --lifecycle-policy-text={"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any",
              "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14}, "action": {"type": "expire"}}]}
            """
        );

        Assert.That(await ecr.ExpireAsync(), Is.EqualTo((string[])["dev-1"]));

        var pull = await ecr.DockerAsync("pull", old);
        Assert.That(pull.Error, Does.Contain("Requested image not found"));
    }

    [Test]
    public async Task Findings_ThatATestSets_AreAwaitedAndRead()
    {
        await ecr.CreateAsync("docker/scanned", "--image-scanning-configuration=scanOnPush=true");
        await ecr.ScanAsync(
            "docker/scanned",
            new
            {
                questionsUntilComplete = 1,
                findings = new[]
                {
                    new
                    {
                        name = "CVE-2026-0001",
                        severity = "HIGH",
                        package = "zlib",
                        version = "1.3",
                    },
                },
            }
        );
        (await ecr.DockerAsync("push", await BuildAsync("docker/scanned", "1.0"))).Succeeded();
        string[] question =
        [
            "ecr",
            "describe-image-scan-findings",
            "--repository-name=docker/scanned",
            "--image-id=imageTag=1.0",
        ];

        var first = await ecr.AskAsync(question);
        var second = await ecr.AskAsync(question);

        Assert.That(first.GetProperty("imageScanStatus").GetProperty("status").GetString(), Is.EqualTo("IN_PROGRESS"));
        Assert.That(
            second.GetProperty("imageScanFindings").GetProperty("findingSeverityCounts").GetProperty("HIGH").GetInt32(),
            Is.EqualTo(1)
        );
    }

    private async Task<string> BuildAsync(string repository, string tag, string content = "")
    {
        var name = await ecr.BuildAsync(repository, tag, $"{repository} {content}\n");
        images.Add(name);
        return name;
    }

    private async Task AssertPushFailsAsync(string name, string message)
    {
        var push = await ecr.DockerAsync("push", name);
        Assert.That(push.ExitCode, Is.Not.Zero);
        Assert.That(push.Error, Does.Contain(message));
    }
}
