namespace Bakehouse.Planning;

/// <summary>What a refresh learned about the packages inside images. An image in none of the three has no newer ones.</summary>
public sealed record RefreshFacts
{
    /// <summary>The packages of which there are newer versions, by image; never an empty list.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PackageUpdate>> Waiting { get; init; } =
        new Dictionary<string, IReadOnlyList<PackageUpdate>>();

    /// <summary>A sentence for each image that has nobody inside whom one could ask.</summary>
    public IReadOnlyList<string> NotLookedUp { get; init; } = [];

    /// <summary>Why an image could not be asked, as a sentence, by image: it does not get the updates that it may need.</summary>
    public IReadOnlyDictionary<string, string> Failed { get; init; } = new Dictionary<string, string>();
}
