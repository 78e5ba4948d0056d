using System.Security.Cryptography;
using System.Text;
using Cake.Core;

namespace Bakehouse.Steps;

/// <summary>What this run is known by in the engine, so that it can find and remove what it made, and no other's.</summary>
public sealed class RunIdentity(ICakeEnvironment environment)
{
    /// <summary>The label of every container that a run makes; its value tells the clone.</summary>
    public const string CloneLabel = "bakehouse.clone";

    private const string Mark = "bakehouse-run";
    private readonly string run = RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Eight hex digits that tell this clone from others on the same engine.</summary>
    public string Clone { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(environment.WorkingDirectory.FullPath)))[..8];

    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { [CloneLabel] = Clone };

    /// <summary>The pattern of the working tags of all of this clone's runs, as docker's reference filter takes it.</summary>
    public string WorkingTagsOfClone => $"{Mark}/{Clone}-*:*";

    /// <summary>The name that an image has until its tests have passed: nobody pulls it, and it goes with the run.</summary>
    public string WorkingTagOf(string image) => $"{Mark}/{Clone}-{run}:{image}";

    /// <summary>The same for what is made of an image once more in one run.</summary>
    public string SecondTagOf(string image) => $"{WorkingTagOf(image)}.again";

    public string ContainerFor(string image) => $"{Mark}-{Clone}-{run}-{image}";
}
