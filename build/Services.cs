using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.GitLab;
using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Packer;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.Checks;
using Bakehouse.Configuration;
using Bakehouse.Engine;
using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Mirroring;
using Bakehouse.Reporting;
using Bakehouse.Reporting.Html;
using Bakehouse.Runs;
using Bakehouse.Sandbox;
using Bakehouse.Steps;
using Bakehouse.Tasks;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Bakehouse;

/// <summary>Which implementation stands behind which interface.</summary>
internal static class Services
{
    public static IServiceCollection AddBakehouse(this IServiceCollection services) =>
        services
            .AddTransient(typeof(Lazy<>), typeof(LazyService<>))
            .AddConfiguration()
            .AddAdapters()
            .AddEcr()
            .AddSteps()
            .AddChecks()
            .AddReporting()
            .AddEngine();

    private static IServiceCollection AddConfiguration(this IServiceCollection services) =>
        services
            .AddSingleton(provider =>
                new OptionReader(
                    provider.GetRequiredService<ICakeArguments>(),
                    provider.GetRequiredService<ICakeEnvironment>().GetEnvironmentVariable
                ).Read()
            )
            .AddSingleton<VersionFile>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(provider =>
                ImageCatalog.Load(
                    provider.GetRequiredService<ICakeEnvironment>().WorkingDirectory.FullPath,
                    provider.GetServices<IFrostingTask>().OfType<ImageStage>(),
                    [.. provider.GetServices<IFrostingTask>().OfType<CachedImage>()],
                    provider.GetRequiredService<RunOptions>().ImagesFiles,
                    () => provider.GetRequiredService<VersionFile>().Read().Text,
                    provider.GetRequiredService<ICakeEnvironment>().GetEnvironmentVariable(ImageCatalog.PartialVariable)
                        is { Length: > 0 }
                )
            )
            .AddSingleton(provider =>
                CopyCatalog.Load(
                    provider.GetRequiredService<ICakeEnvironment>().WorkingDirectory.FullPath,
                    provider.GetServices<IFrostingTask>().OfType<CachedImage>(),
                    provider.GetRequiredService<ImageCatalog>()
                )
            );

    private static IServiceCollection AddAdapters(this IServiceCollection services) =>
        services
            .AddSingleton<Secrets>()
            .AddSingleton<TemporaryFiles>()
            .AddSingleton<ChildEnvironment>()
            .AddSingleton<CommandRunner>()
            .AddSingleton<ICommandRunner>(provider => provider.GetRequiredService<CommandRunner>())
            .AddSingleton<IProcessRunner>(provider => provider.GetRequiredService<CommandRunner>())
            .AddSingleton<GitRepository>()
            .AddSingleton<MergeRequestNote>()
            .AddSingleton<ISourceReader>(provider =>
                GitLabSourceReader.IsPresent(provider.GetRequiredService<ChildEnvironment>())
                    ? ActivatorUtilities.CreateInstance<GitLabSourceReader>(provider)
                    : ActivatorUtilities.CreateInstance<GitSourceReader>(provider)
            )
            .AddSingleton<DockerCommand>()
            .AddSingleton<EngineApi>()
            .AddSingleton<EngineProbe>()
            .AddSingleton<IEngineImages, EngineImages>()
            .AddSingleton<IContainers, Containers>()
            .AddSingleton<ITerminal, Terminal>()
            .AddSingleton<PackerProbe>()
            .AddSingleton<IPacker, PackerCommand>()
            .AddSingleton<GossKit>()
            .AddSingleton<ITestRunner, ContainerTestRunner>()
            .AddSingleton<ISandbox, LocalSandbox>()
            .AddSingleton(provider =>
                SandboxFolders.Of(provider.GetRequiredService<ICakeEnvironment>().WorkingDirectory.FullPath)
            )
            .AddSingleton<HttpClient>()
            .AddSingleton(provider => new DockerConfigCredentials(
                DockerConfigCredentials.DefaultFile(provider.GetRequiredService<ChildEnvironment>().GetVariable),
                provider.GetRequiredService<ICommandRunner>()
            ))
            .AddSingleton<RunCredentials>()
            .AddSingleton<ICredentialStore>(provider => new CredentialChain(
                provider.GetRequiredService<RunCredentials>(),
                provider.GetRequiredService<DockerConfigCredentials>()
            ))
            .AddSingleton(provider =>
                ActivatorUtilities.CreateInstance<DockerLogins>(provider, provider.GetRequiredService<RunCredentials>())
            )
            .AddSingleton<RegistryClient>()
            .AddSingleton(provider => provider.GetRequiredService<RegistryClient>().Manifests)
            .AddSingleton(provider => provider.GetRequiredService<RegistryClient>().Tags)
            .AddSingleton(provider => provider.GetRequiredService<RegistryClient>().Blobs)
            .AddSingleton<ImageCopier>();

    private static IServiceCollection AddEcr(this IServiceCollection services) =>
        services
            .AddSingleton<KnownRegistries>()
            .AddSingleton<IAwsClients>(provider => new AwsClients(
                provider.GetRequiredService<RunOptions>().Role,
                provider.GetRequiredService<Secrets>()
            ))
            .AddSingleton<EcrTokens>()
            .AddSingleton<EcrCredentials>()
            .AddSingleton<AccountRegistry>()
            .AddSingleton<EcrRepositories>()
            .AddSingleton<ScanResults>()
            .AddSingleton<TagLimit>();

    private static IServiceCollection AddSteps(this IServiceCollection services) =>
        services
            .AddSingleton<RunIdentity>()
            .AddSingleton<RunState>()
            .AddSingleton<Artifacts>()
            .AddSingleton<InputReader>()
            .AddSingleton<PreviousImages>()
            .AddSingleton<RegistryReader>()
            .AddSingleton<FactCollector>()
            .AddSingleton<UpdateQuestion>()
            .AddSingleton<UpdateReader>()
            .AddSingleton<SubstituteProbe>()
            .AddSingleton<BranchHead>()
            .AddSingleton<SealedImage>()
            .AddSingleton<WorkingTags>()
            .AddSingleton<Surroundings>()
            .AddSingleton<OwnRegistry>()
            .AddSingleton<RunPlaces>()
            .AddSingleton<CopyPreparation>()
            .AddSingleton<RunPreparation>()
            .AddSingleton<ContextLayout>()
            .AddSingleton<DockerDebugging>()
            .AddSingleton<PackerDebugging>()
            .AddSingleton<DebugStep>()
            .AddSingleton<IImageBuilder, DockerBuilder>()
            .AddSingleton<PackerBuilder>()
            .AddSingleton<IImageBuilder>(provider => provider.GetRequiredService<PackerBuilder>())
            .AddSingleton<RightOfWay>()
            .AddSingleton<EarlyBuilds>()
            .AddSingleton<BuildStep>()
            .AddSingleton<TestStep>()
            .AddSingleton<TagStep>()
            .AddSingleton<PushStep>()
            .AddSingleton<RegistryTags>()
            .AddSingleton<ScanGate>()
            .AddSingleton<TagTidying>()
            .AddSingleton<RepositoryList>()
            .AddSingleton<RequiredRepositories>()
            .AddSingleton<CopyReader>()
            .AddSingleton<CopyRequests>()
            .AddSingleton<CopyBackups>()
            .AddSingleton<CopyTests>()
            .AddSingleton<RestoreCopy>()
            .AddSingleton<MirrorStep>()
            .AddSingleton<CopyTargets>()
            .AddSingleton<ImageTargets>()
            .AddSingleton<ImageList>()
            .AddSingleton<CopyList>()
            .AddSingleton<ImageGraph>()
            .AddSingleton<Cleaning>();

    private static IServiceCollection AddChecks(this IServiceCollection services) =>
        services
            .AddSingleton<DotnetCommand>()
            .AddSingleton<ShellScripts>()
            .AddSingleton<TestProject>()
            .AddSingleton<SystemPackages>();

    private static IServiceCollection AddReporting(this IServiceCollection services) =>
        services
            .AddSingleton<LogFiles>()
            .AddSingleton<TaskResults>()
            .AddSingleton<ImageTasks>()
            .AddSingleton(provider => new Lazy<ImageTasks>(provider.GetRequiredService<ImageTasks>))
            .AddSingleton<ImageProgress>()
            .AddSingleton<PlanPrinter>()
            .AddSingleton<PlanExplainer>()
            .AddSingleton<SummaryPrinter>()
            .AddSingleton<CopyReportReader>()
            .AddSingleton<CopySummary>()
            .AddSingleton<ICopyView, CopyProgressView>()
            .AddSingleton<RunReportReader>()
            .AddSingleton<ReportFiles>()
            .AddSingleton<ImageFiles>()
            .AddSingleton<PipelineReportReader>()
            .AddSingleton<PipelineReport>()
            .AddSingleton(_ => Terminals.Open(Console.Out))
            .AddSingleton(provider => new Screen(
                provider.GetRequiredService<IAnsiConsole>(),
                Terminals.Open(Console.Error)
            ))
            .AddSingleton<ICakeLog, RunLog>()
            .AddSingleton<IRunView>(provider =>
                provider.GetRequiredService<Screen>().IsTerminal && !OpensShell(provider)
                    ? ActivatorUtilities.CreateInstance<LiveView>(provider)
                : provider.GetRequiredService<ChildEnvironment>().GetVariable("GITLAB_CI") is { Length: > 0 }
                    ? ActivatorUtilities.CreateInstance<GitLabView>(provider)
                : ActivatorUtilities.CreateInstance<PlainView>(provider)
            )
            .AddSingleton<IProcessOutput, ToolOutput>()
            .AddSingleton<IEngineObserver, RunObserver>()
            .AddSingleton<ICakeReportPrinter, SilentReportPrinter>();

    private static IServiceCollection AddEngine(this IServiceCollection services) =>
        services
            .AddSingleton<Interruption>()
            .AddSingleton<ICakeEngine>(provider =>
            {
                var options = provider.GetRequiredService<RunOptions>();
                var engine = new ParallelEngine(
                    provider.GetRequiredService<ICakeDataService>(),
                    provider.GetRequiredService<ICakeLog>(),
                    new ParallelEngineOptions
                    {
                        MaxDegreeOfParallelism = options.Jobs,
                        FailFast = options.FailFast,
                        GivesWay = ImageTargets.GivesWay,
                    },
                    provider.GetRequiredService<IEngineObserver>(),
                    provider.GetRequiredService<Interruption>().Token
                );
                var images = provider.GetRequiredService<ImageCatalog>();
                ImageTargets.RejectUnknownVariants(
                    images,
                    provider.GetRequiredService<ICakeArguments>().GetArguments("target")
                );
                provider
                    .GetRequiredService<CopyTargets>()
                    .Register(engine, images, provider.GetRequiredService<CopyCatalog>());
                provider.GetRequiredService<ImageTargets>().Register(engine, images);
                return engine;
            });

    // Nothing is drawn around a shell.
    private static bool OpensShell(IServiceProvider provider) =>
        provider
            .GetRequiredService<ICakeArguments>()
            .GetArguments("target")
            .Any(target => target.StartsWith($"{DebugStep.Verb}-", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A service that is made when it is first used. Frosting makes every task at the start of every run; what only one of
    /// them works with can wait, and may itself look at the tasks.
    /// </summary>
    private sealed class LazyService<T>(IServiceProvider provider) : Lazy<T>(provider.GetRequiredService<T>)
        where T : notnull;
}
