using System.Collections.Concurrent;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// What the steps of a run share: its plan and destination, fixed before the first task, and what has come of each image,
/// for the steps behind and for the report.
/// </summary>
public sealed class RunState
{
    private readonly ConcurrentDictionary<string, ImageResult> results = new();
    private readonly ConcurrentDictionary<string, CopiedImage> copies = new();
    private readonly ConcurrentBag<Task> asides = [];
    private Prepared? prepared;

    public Plan Plan => Ready.Plan;

    public Destination Destination => Ready.Destination;

    public Places Places => Ready.Places;

    public DateTimeOffset Began => Ready.Began;

    /// <summary>Build arguments by image that stand in for what cannot be reached.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Substitutes => Ready.Substitutes;

    /// <summary>What an image is made of, as it was when the run began.</summary>
    public ImageInputs InputsOf(string image) => Ready.Facts.Inputs[image];

    /// <summary>The image in the registry that this run's build takes the place of; null where there is none.</summary>
    public PreviousImage? ReplacedBy(string image) => Ready.Facts.Previous?.GetValueOrDefault(image);

    /// <summary>What stood under a tag of an image in the registry when the run began; null where nothing did, or nobody asked.</summary>
    public Digest? FoundUnder(string image, string tag) =>
        Ready.Facts.Registry.GetValueOrDefault(image)?.Tags.GetValueOrDefault(tag);

    /// <summary>Whether an image goes to the registry in this run.</summary>
    public bool Pushes(string image) => Ready.Pushed.Contains(image);

    /// <summary>Whether the run came as far as to have a plan.</summary>
    public bool IsReady => prepared is not null;

    private Prepared Ready =>
        prepared ?? throw new InvalidOperationException("A step asked for the plan before there was one.");

    /// <summary>Says what is fixed, and again once the plan is explained.</summary>
    public void Begin(Prepared what) => prepared = what;

    public ImageResult ResultOf(string image) => results.GetValueOrDefault(image) ?? new ImageResult(image);

    public void Update(string image, Func<ImageResult, ImageResult> change) =>
        results.AddOrUpdate(image, name => change(new ImageResult(name)), (_, result) => change(result));

    public CopiedImage CopyOf(string name) => copies.GetValueOrDefault(name) ?? new CopiedImage(name);

    public void Update(CopyDefinition copy, Func<CopiedImage, CopiedImage> change) =>
        copies.AddOrUpdate(copy.Name, name => change(new CopiedImage(name)), (_, state) => change(state));

    /// <summary>Takes note of work that no step waits for, only the end of the run.</summary>
    public void Aside(Task work) => asides.Add(work);

    /// <summary>Waits for that work. What came to nothing of it is missing in the report, and fails no run.</summary>
    public async Task SettleAsync() =>
        await Task.WhenAll(asides).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>What is fixed before the first task runs.</summary>
    public sealed record Prepared(
        Plan Plan,
        PlanFacts Facts,
        Destination Destination,
        Places Places,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Substitutes
    )
    {
        /// <summary>When the run began; its plan may have been made long before.</summary>
        public required DateTimeOffset Began { get; init; }

        /// <summary>The images that go to the registry.</summary>
        public IReadOnlySet<string> Pushed { get; init; } = new HashSet<string>();
    }
}
