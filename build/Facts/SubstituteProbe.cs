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

    /// <returns>The images' names, each with the substitute that it needs.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> ProbeAsync(
        IEnumerable<ImageDefinition> images,
        CancellationToken cancellationToken
    )
    {
        var needed = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var image in images)
        {
            foreach (var substitute in image.Substitutes)
            {
                if (!await IsReachedAsync(AddressOf(image, substitute), cancellationToken))
                {
                    console.WriteLine($"Sandbox: {substitute.Notice}.");
                    needed[image.Name] = substitute.Values;
                }
            }
        }

        return needed;
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

    private async Task<bool> IsReachedAsync(string? address, CancellationToken cancellationToken)
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
