using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a program asked for with <see cref="CakeHostExtensions.InstallTool"/>.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a package with the first <see cref="IPackageInstaller"/> that can.</summary>
    void Install(PackageReference tool);
}
