using System.Collections.Concurrent;
using Bakehouse.Adapters.Docker;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Facts;

/// <summary>
/// Finds, for a refresh, which packages of the images in the registry have newer versions: each image's own package
/// manager is asked, in a container, of as many images at once as there are jobs. An image is asked after its parents, for
/// what is built on an image that has some will be built anyway. Where one cannot be asked, the others are.
/// </summary>
public sealed class UpdateReader(
    IEngineImages images,
    UpdateQuestion question,
    EngineProbe engine,
    ImageCatalog catalog,
    RunOptions options
)
{
    /// <param name="wanted">The images of the run, parents before children.</param>
    /// <param name="facts">What the registry has of them.</param>
    /// <param name="destination">Where it has them.</param>
    /// <param name="places">The proxy through which containers reach the distribution.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RefreshFacts> ReadAsync(
        IReadOnlyList<ImageDefinition> wanted,
        PlanFacts facts,
        Destination destination,
        Places places,
        CancellationToken cancellationToken
    )
    {
        await engine.RequireAsync(cancellationToken);
        using var jobs = new SemaphoreSlim(options.Jobs);
        var pulled = new ConcurrentBag<string>();
        var answers = new Dictionary<string, Task<UpdateAnswer?>>();
        foreach (var image in wanted)
        {
            var before = catalog.AncestorsOf(image).Select(ancestor => answers.GetValueOrDefault(ancestor.Name));
            answers[image.Name] = AnswerAsync(image, [.. before.OfType<Task<UpdateAnswer?>>()]);
        }

        try
        {
            await Task.WhenAll(answers.Values);
        }
        finally
        {
            await RemoveAsync(pulled);
        }

        return Facts(wanted.Select(image => (image, answers[image.Name].Result)).ToList());

        async Task<UpdateAnswer?> AnswerAsync(ImageDefinition image, IReadOnlyList<Task<UpdateAnswer?>> ancestors)
        {
            var isCovered = (await Task.WhenAll(ancestors)).Any(HasUpdates);
            if (isCovered || facts.Registry.GetValueOrDefault(image.Name)?.Built is not { } digest)
            {
                return null;
            }

            var name = destination.RepositoryOf(image.Repository).WithDigest(digest).ToString();
            await jobs.WaitAsync(cancellationToken);
            try
            {
                await PullAsync(name, pulled, cancellationToken);
                return await question.AskAsync(image, name, places.BuildArguments, cancellationToken);
            }
            catch (Exception exception) when (exception is DockerException or BakehouseException)
            {
                return UpdateAnswer.Lost(image.Name, UpdateAnswer.Shown(exception.Message));
            }
            finally
            {
                jobs.Release();
            }
        }
    }

    // Noted before, for a pull that is cancelled may have come to its end. What was there stays.
    private async Task PullAsync(string name, ConcurrentBag<string> pulled, CancellationToken cancellationToken)
    {
        if (await images.FindAsync(name, cancellationToken) is null)
        {
            pulled.Add(name);
        }

        await images.PullAsync(name, cancellationToken);
    }

    // All at the end, as children share their parents' layers. What cannot be removed stays: that decides nothing.
    private async Task RemoveAsync(IEnumerable<string> pulled)
    {
        foreach (var name in pulled.Distinct())
        {
            try
            {
                if (await images.FindAsync(name, CancellationToken.None) is not null)
                {
                    await images.RemoveAsync([name], CancellationToken.None);
                }
            }
            catch (DockerException)
            {
                continue;
            }
        }
    }

    private static bool HasUpdates(UpdateAnswer? answer) => answer is UpdateAnswer.Whole { Updates.Count: > 0 };

    private static RefreshFacts Facts(IReadOnlyList<(ImageDefinition Image, UpdateAnswer? Answer)> answers) =>
        new()
        {
            Waiting = answers
                .Where(pair => HasUpdates(pair.Answer))
                .ToDictionary(pair => pair.Image.Name, pair => ((UpdateAnswer.Whole)pair.Answer!).Updates),
            NotLookedUp =
            [
                .. from pair in answers
                let nobody = pair.Answer as UpdateAnswer.Nobody
                where nobody is not null
                select $"{pair.Image.Name} {nobody.Why}: its packages cannot be looked up. "
                    + $"--target=Push-{pair.Image.TaskName} --force rebuilds it",
            ],
            Failed = answers
                .Where(pair => pair.Answer is UpdateAnswer.Failed)
                .ToDictionary(pair => pair.Image.Name, pair => ((UpdateAnswer.Failed)pair.Answer!).Problem),
        };
}
