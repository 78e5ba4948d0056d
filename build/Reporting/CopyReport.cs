using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>What became of one copy of an upstream image, in words: a line of the tables on the screen and in the report.</summary>
public sealed record CopyReport
{
    /// <summary>Where it stands: <c>utility/redis</c>.</summary>
    public required string Repository { get; init; }

    public required string Tag { get; init; }

    /// <summary>What stood under its tag and what does now: <c>04748da10eda → 358379b5d8bb</c>.</summary>
    public required string Digests { get; init; }

    /// <summary><c>new</c>, <c>current</c>, <c>9 days old</c>; empty where there is no copy.</summary>
    public required string Age { get; init; }

    /// <summary>What was sent to the registry; empty where nothing was to be sent, or nobody counted.</summary>
    public string Moved { get; init; } = "";

    /// <summary>The pulls that it took of the upstream; empty as above.</summary>
    public string Pulls { get; init; } = "";

    /// <summary>The pulls that the upstream still allows; empty where it does not say.</summary>
    public string Left { get; init; } = "";

    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What went other than planned, and was no failure.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What went wrong; null where nothing did.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether its name stands on another image since the run.</summary>
    public bool HasMoved { get; init; }

    /// <param name="planned">What was to be done about it.</param>
    /// <param name="state">What was done.</param>
    /// <param name="time">When.</param>
    public static CopyReport Of(PlannedCopy planned, CopiedImage state, DateTimeOffset time) =>
        new()
        {
            Repository = planned.Name[..planned.Name.LastIndexOf(':')],
            Tag = planned.Name[(planned.Name.LastIndexOf(':') + 1)..],
            Digests = (planned.Digest?.Hex[..12], state.Digest?.Hex[..12]) switch
            {
                (null, null) => "",
                (null, { } now) => $"→ {now}",
                ({ } before, null) => before,
                var (before, now) => before == now ? now! : $"{before} → {now}",
            },
            Age =
                state.Digest is not null ? "new"
                : planned.Digest is null ? ""
                : planned.Action == CopyAction.Nothing ? "current"
                : new CopyAge(time - planned.Copied).ToString(),
            Reasons = planned.Reasons,
            Warnings = state.Warnings,
            HasMoved = state.Digest is not null,
        };
}
