using Bakehouse.Adapters.Git;
using Bakehouse.Configuration;
using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.Tasks;

namespace Bakehouse.Runs;

/// <summary>Brings a run from its options to its plan: surroundings, facts, plan. It takes no engine.</summary>
public sealed class RunPreparation(
    RunOptions options,
    ImageCatalog catalog,
    RunPlaces runPlaces,
    ISourceReader sources,
    VersionFile version,
    SubstituteProbe substitutes,
    CopyPreparation copies,
    FactCollector collector,
    UpdateReader updates,
    PreviousImages previous,
    Artifacts artifacts,
    TimeProvider time
)
{
    /// <summary>What a run does, and why.</summary>
    public async Task<RunState.Prepared> PrepareAsync(RunScope scope, CancellationToken cancellationToken) =>
        await ExplainAsync(await DecideAsync(scope, cancellationToken), cancellationToken);

    /// <summary>What a run does. That images changed is known then, and not yet how.</summary>
    public async Task<RunState.Prepared> DecideAsync(RunScope scope, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        artifacts.Clear();
        var number = version.Read();
        var (places, destination) = scope.NeedsRegistry
            ? await runPlaces.RequireAsync(scope.AsksDockerHub, cancellationToken)
            : await runPlaces.DescribeAsync(scope.AsksDockerHub, cancellationToken);
        var reach = options.UseSandbox ? await substitutes.ProbeAsync(scope.Images, cancellationToken) : Reach.All;
        var saved = options.Plan is { } path ? await ReadAsync(path, cancellationToken) : null;

        // To start git takes as long as to read the images.
        var observing = Task.Run(
            () => ReadFactsAsync(scope, saved?.Time ?? began, destination, number, cancellationToken),
            cancellationToken
        );
        var planned = await copies.PlanAsync(scope, observing, destination, places, cancellationToken);
        reach = reach.Without(scope.Images, copies.LeftOut(scope, planned));
        var images = reach.Of(scope.Images);
        RejectNothingLeft(scope, reach);
        var facts = await collector.CollectAsync(
            images,
            observing,
            destination,
            new UpstreamPlaces(planned, destination, places),
            reach.Substitutes,
            cancellationToken
        );
        facts = facts with { Copies = planned, LeftOut = reach.LeftOut };
        facts = saved is null
            ? await AskAsync(scope with { Images = images }, facts, destination, places, cancellationToken)
            : WithAnswersOf(saved, facts);
        var plan = Planner.Plan(images, facts);
        var decided = new RunState.Prepared(plan, facts, destination, places, reach.Substitutes)
        {
            Began = began,
            Pushed = scope.Pushed,
        };
        if (saved is null)
        {
            return decided;
        }

        // Only with its reasons it can be compared.
        var explained = await ExplainAsync(decided, cancellationToken);
        RejectChanges(saved, explained.Plan);
        return explained;
    }

    /// <summary>Completes a plan by the reasons that only the images tell which are replaced.</summary>
    public async Task<RunState.Prepared> ExplainAsync(RunState.Prepared decided, CancellationToken cancellationToken)
    {
        if (decided.Facts.Previous is not null)
        {
            return decided;
        }

        var (plan, destination) = (decided.Plan, decided.Destination);
        var facts = decided.Facts with
        {
            Previous = await previous.ReplacedByAsync(plan, catalog, destination, cancellationToken),
        };
        return decided with
        {
            Facts = facts,
            Plan = Planner.Plan([.. plan.Images.Select(image => catalog[image.Name])], facts),
        };
    }

    private async Task<PlanFacts> ReadFactsAsync(
        RunScope scope,
        DateTimeOffset planned,
        Destination destination,
        ImageVersion number,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Time = planned,
            RegistryName = destination.ToString(),
            Source = await sources.ReadAsync(number, cancellationToken),
            Version = number,
            IsRelease = options.IsRelease,
            Singled = scope.Singled,
            Pushed = scope.Pushed,
        };

    private async Task<PlanFacts> AskAsync(
        RunScope scope,
        PlanFacts facts,
        Destination destination,
        Places places,
        CancellationToken cancellationToken
    )
    {
        var refresh = options.IsRefresh
            ? await updates.ReadAsync(scope.Images, facts, destination, places, cancellationToken)
            : new RefreshFacts();
        var forced = options.IsForced ? scope.Named : [];
        return facts with
        {
            Anew = refresh
                .Waiting.Keys.Union(forced)
                .ToDictionary(
                    image => image,
                    IReadOnlyList<string> (image) =>
                        [
                            .. forced.Contains(image) ? ["forced"] : Array.Empty<string>(),
                            .. refresh.Waiting.GetValueOrDefault(image, []).Select(update => update.ToString()),
                        ]
                ),
            Unasked = refresh.Failed.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => [pair.Value]),
            NotLookedUp = refresh.NotLookedUp,
        };
    }

    // What waited, was forced or could not be asked is not asked again: the plan says what comes of it.
    private static PlanFacts WithAnswersOf(Plan saved, PlanFacts facts) =>
        facts with
        {
            Anew = ReasonsOf(saved, image => image.Replaces is not null),
            Unasked = ReasonsOf(saved, image => image.Action == ImageAction.Fail),
            NotLookedUp = saved.NotLookedUp,
        };

    private static Dictionary<string, IReadOnlyList<string>> ReasonsOf(Plan saved, Func<PlannedImage, bool> isMeant) =>
        saved.Images.Where(isMeant).ToDictionary(image => image.Name, image => image.Reasons);

    private static async Task<Plan> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path)
            ? PlanFile.Read(await File.ReadAllTextAsync(path, cancellationToken), path)
            : throw new BakehouseException($"There is no plan {path}.", "Write one with --target=Plan.");

    private static void RejectNothingLeft(RunScope scope, Reach reach)
    {
        var reasons = reach.LeftOut.ToDictionary(image => image.Name, image => image.Reason);
        if (!scope.AsksForCopies && scope.Named.Count > 0 && scope.Named.All(reasons.ContainsKey))
        {
            throw new BakehouseException(
                $"Nothing of what was asked for can be built here: {string.Join("; ", reasons.Values.Distinct())}.",
                "Run it where that can be reached, or name a mirror of it with --build-arg."
            );
        }
    }

    private void RejectChanges(Plan saved, Plan now)
    {
        var differences = PlanComparison.Differences(saved, now);
        if (differences.Count > 0)
        {
            throw new BakehouseException(
                $"The plan {options.Plan} holds no more:"
                    + string.Concat(differences.Select(difference => $"{Environment.NewLine}    {difference}")),
                "Make a new one with --target=Plan."
            );
        }
    }
}
