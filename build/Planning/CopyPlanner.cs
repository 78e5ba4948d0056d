using Bakehouse.Images;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>Decides what a run does about copies of upstream images: a function of what was observed, and nothing else.</summary>
public static class CopyPlanner
{
    /// <param name="copy">The copy.</param>
    /// <param name="facts">What was observed of it.</param>
    /// <param name="objection">Why the run may not write it (<see cref="NameRule"/>); null where it may.</param>
    /// <param name="now">The time of the run.</param>
    public static PlannedCopy Plan(CopyDefinition copy, CopyFacts facts, string? objection, DateTimeOffset now)
    {
        return facts.Upstream switch
        {
            null => WithoutUpstream(),
            { } upstream when facts.IsCopyOf(upstream.Digest, copy.Platforms) => Planned(
                CopyAction.Nothing,
                "the upstream has the same"
            ),
            { } upstream when facts.Copy is not null && facts.Record?.Rejected == upstream.Digest => Planned(
                CopyAction.Nothing,
                $"put back in place of {upstream.Digest.Short}, and stays until the upstream moves on"
            ),
            { } upstream when objection is not null => Planned(CopyAction.Withhold, Change(upstream.Digest), objection),
            { } upstream => Planned(CopyAction.Mirror, Change(upstream.Digest)),
        };

        string Change(Digest upstream) =>
            facts.Copy is not { } before ? "there is no copy yet"
            : copy.Platforms.Count > 0 ? $"upstream {copy.Upstream.Familiar} is {upstream.Short} now"
            : $"upstream {copy.Upstream.Familiar} moved {before.Short} → {upstream.Short}";

        PlannedCopy WithoutUpstream()
        {
            var problem = facts.Problem ?? $"{copy.Upstream} is not there";
            var age = CopyAge.Of(facts.Record, now);
            return facts.Copy is not null
                ? age.Exceeds(copy.MaximumAge)
                    ? Planned(
                        CopyAction.Fail,
                        problem,
                        $"the copy is {age}, more than the {CopyAge.InDays(copy.MaximumAge)} that its class allows"
                    )
                    : Planned(CopyAction.Keep, problem, $"the last good copy stays: it is {age}")
                : facts.IsNeverOffered
                    ? Planned(CopyAction.LeaveOut, $"the sandbox's upstream has no {copy.Upstream.Familiar}")
                    : objection is not null
                        ? Planned(CopyAction.Withhold, problem, objection)
                        : Planned(CopyAction.Fail, problem, "there is no copy to go on with");
        }

        PlannedCopy Planned(CopyAction action, params IReadOnlyList<string> reasons) =>
            new()
            {
                Name = copy.Name,
                Upstream = copy.Upstream.ToString(),
                Action = action,
                Reasons = reasons,
                Source = facts.Upstream,
                Digest = facts.Copy,
                Copied = facts.Record?.Time,
            };
    }

    private static bool IsCopyOf(this CopyFacts facts, Digest upstream, IReadOnlyList<Platform> platforms) =>
        platforms.Count == 0
            ? facts.Copy == upstream
            : facts.Copy is not null && facts.Record is { } record && record.IsOf(upstream, platforms);
}
