using Bakehouse.Images;
using Bakehouse.Runs;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Path = System.IO.Path;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Architecture;

/// <summary>This repository's own files, tasks and services.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The tasks that Frosting finds.</summary>
    public static IReadOnlyList<Type> TaskTypes { get; } =
    [
        .. typeof(BuildContext)
            .Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask))),
    ];

    public static IEnumerable<Type> ImageTypes => TaskTypes.Where(type => type.IsAssignableTo(typeof(ImageStage)));

    /// <summary>The services of a run in this repository, on those of the host.</summary>
    public static IServiceCollection Services()
    {
        IServiceCollection services = null!;
        CakeHost
            .Create()
            .UseContext<BuildContext>()
            .UseLifetime<RunLifetime>()
            .ConfigureServices(all => services = all.AddBakehouse());
        foreach (var task in TaskTypes)
        {
            services.AddSingleton(typeof(IFrostingTask), task);
        }

        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath(Root));
        environment.GetEnvironmentVariable("").ReturnsForAnyArgs((string?)null);
        return services
            .AddSingleton(environment)
            .AddSingleton<ICakeArguments>(new CakeArguments(Array.Empty<string>().ToLookup(name => name)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Bakehouse.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
