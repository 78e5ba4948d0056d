using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;
using CoreToolInstaller = Cake.Core.Tooling.ToolInstaller;
using ICoreToolInstaller = Cake.Core.Tooling.IToolInstaller;

namespace Cake.Frosting.Internal;

/// <summary>
/// Cake's own tool installer, made when the first tool is installed. Every context holds one, and with it come
/// NuGet's libraries: a run that installs nothing starts without them.
/// </summary>
internal sealed class DeferredToolInstaller(IServiceProvider provider) : ICoreToolInstaller
{
    private readonly Lazy<CoreToolInstaller> _installer = new(() =>
        ActivatorUtilities.CreateInstance<CoreToolInstaller>(provider)
    );

    public IEnumerable<FilePath> Install(PackageReference tool) => _installer.Value.Install(tool);
}
