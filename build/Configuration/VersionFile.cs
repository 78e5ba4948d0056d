using Bakehouse.Planning;
using Cake.Core;

namespace Bakehouse.Configuration;

/// <summary>The file <c>VERSION</c> in the top folder; the variable of that name comes before it.</summary>
public sealed class VersionFile(ICakeEnvironment environment)
{
    private const string Name = "VERSION";

    /// <exception cref="BakehouseException">There is none, or it is no valid tag.</exception>
    public ImageVersion Read()
    {
        if (environment.GetEnvironmentVariable(Name) is { Length: > 0 } variable)
        {
            return ImageVersion.Parse(variable, $"the variable {Name}");
        }

        var path = Path.Combine(environment.WorkingDirectory.FullPath, Name);
        return File.Exists(path)
            ? ImageVersion.Parse(File.ReadAllText(path), $"the file {Name}")
            : throw new BakehouseException(
                $"There is no file {Name}.",
                $"Write one with a version such as 1.4.0 in it."
            );
    }
}
