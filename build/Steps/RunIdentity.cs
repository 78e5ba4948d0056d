using System.Security.Cryptography;

namespace Bakehouse.Steps;

/// <summary>What this run is known by in the engine, so that it can find and remove what it made, and no other's.</summary>
public sealed class RunIdentity
{
    /// <summary>The label of every container, and the first part of every working tag, that a run makes.</summary>
    public const string Mark = "bakehouse-run";

    public string Id { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { [Mark] = Id };

    /// <summary>The name that an image has until its tests have passed: nobody pulls it, and it goes with the run.</summary>
    public string WorkingTagOf(string image) => $"{Mark}/{Id}:{image}";

    public string ContainerFor(string image) => $"{Mark}-{Id}-{image}";
}
