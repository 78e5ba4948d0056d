namespace Bakehouse.Planning;

/// <summary>The rule on who may write the names that all share: those of the copies of upstream images.</summary>
public static class SharedNames
{
    /// <summary>Why a run may not; null where it may.</summary>
    public static string? Objection(SourceFacts source) =>
        source switch
        {
            { IsFork: true } => "a merge request from a fork writes no copy",
            { IsMergeRequest: true } => "a merge request writes no copy",
            { IsDefaultBranch: false } => "copies are written on the default branch only",
            { IsDirty: true } => "no copy is written while the work tree has uncommitted changes",
            { NewerHead: { } head } => $"no copy is written: the branch has moved on to {head[..12]}",
            _ => null,
        };
}
