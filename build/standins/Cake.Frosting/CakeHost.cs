using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs a program's tasks on Cake's engine.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = CreateServices();
    private readonly List<Assembly> _assemblies = [Assembly.GetEntryAssembly()];

    /// <summary>Makes a host that finds the tasks of the program's own assembly.</summary>
    public static CakeHost Create() => new();

    /// <summary>Adds an assembly in which to look for tasks.</summary>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>
    /// Calls <paramref name="services"/> at once with the services of the host, which already hold Cake's own;
    /// the last registration of a service wins.
    /// </summary>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>0, or else the <see cref="Cake.Core.CakeException.ExitCode"/> of what went wrong, or 1.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in _assemblies.SelectMany(FindTasks))
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }

        var registrar = new Cake.Cli.TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), _services);
        var app = new CommandApp<DefaultCommand>(registrar);
        app.Configure(config =>
        {
            config.AddExample();
            config.AddExample("--verbosity", "quiet");
            config.AddExample("--tree");
        });
        return app.Run(args);
    }

    private static ServiceCollection CreateServices()
    {
        var services = new ServiceCollection();
        services.AddCakeDiagnostics();
        services.AddSingleton<ICakeConfiguration, FrostingConfiguration>();

        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();
        services.AddSingleton<FrostingRunner>();
        services.AddSingleton<FrostingDryRunner>();
        services.AddSingleton<FrostingTreeRunner>();
        services.AddSingleton<FrostingDescriptionRunner>();

        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();

        services.AddSingleton<IToolInstaller, ToolInstaller>();
        services.UseCakeDefaultModules();
        services.AddSingleton<Cake.Core.Tooling.IToolInstaller, DeferredToolInstaller>();

        services.AddSingleton<FrostingContext>();
        services.AddSingleton<IFrostingContext>(provider => provider.GetService<FrostingContext>());
        return services;
    }

    private static IEnumerable<Type> FindTasks(Assembly assembly) =>
        assembly is null
            ? []
            : assembly
                .GetExportedTypes()
                .Where(type =>
                    type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask))
                );
}
