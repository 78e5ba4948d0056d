using Bakehouse.Configuration;
using Bakehouse.Dockerfiles;
using Bakehouse.Images;
using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Facts;

/// <summary>
/// Finds out, for the sandbox, which images need a substitute: those that fetch something from an address that this
/// machine does not reach, or that nobody has given.
/// </summary>
public sealed class SubstituteProbe(HttpClient http, RunOptions options, IAnsiConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="images">The images of the run, parents before children.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<Reach> ProbeAsync(IEnumerable<ImageDefinition> images, CancellationToken cancellationToken)
    {
        var substitutes = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var leftOut = new Dictionary<string, LeftOutImage>();
        var reached = new Dictionary<string, bool>();
        foreach (var image in images)
        {
            if (image.Parents.FirstOrDefault(parent => leftOut.ContainsKey(parent.Image)) is { } missing)
            {
                leftOut[image.Name] = new LeftOutImage(image.Name, $"it is built on {missing.Image}");
                continue;
            }

            foreach (var substitute in image.Substitutes)
            {
                var address = AddressOf(image, substitute) ?? "";
                if (!reached.TryGetValue(address, out var isReached))
                {
                    reached[address] = isReached = await IsReachedAsync(address, cancellationToken);
                }

                if (isReached)
                {
                    continue;
                }

                if (substitute.Values is { } values)
                {
                    console.WriteLine($"Sandbox: {substitute.Notice}.");
                    substitutes[image.Name] = values;
                }
                else
                {
                    leftOut[image.Name] = new LeftOutImage(image.Name, substitute.Notice);
                }
            }
        }

        return new Reach(substitutes, [.. leftOut.Values]);
    }

    private string? AddressOf(ImageDefinition image, Substitute substitute)
    {
        var given = BuildArguments.For(image, options.BuildArguments, null);
        return ValueOf(substitute.Argument);

        // A default may be built of others: SBT_URL has SBT_VERSION in it.
        string? ValueOf(string name) =>
            given.GetValueOrDefault(name)
            ?? (
                image.BuildFile.Defaults.GetValueOrDefault(name) is { } text
                    ? VariableExpansion.Of(text, '\\', other => other == name ? null : ValueOf(other)).Text
                    : null
            );
    }

    private async Task<bool> IsReachedAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, uri);
            using var response = await http.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return false;
        }
    }
}

/// <summary>What the images of a run are made with where this machine does not reach all.</summary>
/// <param name="Substitutes">The images' names, each with the build arguments that stand in for what is not reached.</param>
/// <param name="LeftOut">The images that cannot be made, and those that are built on them.</param>
public sealed record Reach(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Substitutes,
    IReadOnlyList<LeftOutImage> LeftOut
)
{
    /// <summary>All is reached.</summary>
    public static Reach All { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string>>(), []);

    /// <summary>Without further images, and what is built on them.</summary>
    /// <param name="images">The images of the run, parents before children.</param>
    /// <param name="further">What cannot be made either.</param>
    public Reach Without(IEnumerable<ImageDefinition> images, IEnumerable<LeftOutImage> further)
    {
        var leftOut = LeftOut.Concat(further).DistinctBy(image => image.Name).ToDictionary(image => image.Name);
        foreach (var image in images.Where(image => !leftOut.ContainsKey(image.Name)))
        {
            if (image.Parents.FirstOrDefault(parent => leftOut.ContainsKey(parent.Image)) is { } missing)
            {
                leftOut[image.Name] = new LeftOutImage(image.Name, $"it is built on {missing.Image}");
            }
        }

        return this with
        {
            LeftOut = [.. leftOut.Values],
        };
    }

    /// <summary>Those of the images that can be made.</summary>
    public IReadOnlyList<ImageDefinition> Of(IEnumerable<ImageDefinition> images) =>
        [.. images.Where(image => LeftOut.All(left => left.Name != image.Name))];
}
