using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>
/// Cake's configuration, in rising precedence: the program's settings, <c>cake.config</c>, environment variables
/// and arguments.
/// </summary>
internal sealed class FrostingConfiguration(
    IEnumerable<FrostingConfigurationValue> values,
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeArguments arguments
) : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration = new CakeConfigurationProvider(
        fileSystem,
        environment
    ).CreateConfiguration(
        environment.WorkingDirectory,
        Last(values),
        arguments.GetArguments().ToDictionary(x => x.Key, x => x.Value?.FirstOrDefault() ?? string.Empty)
    );

    public string GetValue(string key) => _configuration.GetValue(key);

    private static Dictionary<string, string> Last(IEnumerable<FrostingConfigurationValue> values)
    {
        var last = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            last[value.Key] = value.Value;
        }

        return last;
    }
}
