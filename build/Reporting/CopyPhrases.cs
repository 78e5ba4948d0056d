using Bakehouse.Mirroring;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>What is said of copies of upstream images, in words.</summary>
internal static class CopyPhrases
{
    /// <summary><c>nothing</c>, <c>leave out</c>.</summary>
    public static string Action(CopyAction action) =>
        action == CopyAction.LeaveOut ? "leave out" : action.ToString().ToLowerInvariant();

    /// <summary><c>12 MB of 93 MB</c>.</summary>
    public static string Progress(CopyProgress progress) =>
        $"{Phrases.Size(progress.Done)} of {Phrases.Size(progress.Known)}";

    /// <summary><c>copied sha256:…, 93 MB, tests: 5 passed in 4.1 s</c>, or why the last good copy stays.</summary>
    public static string Done(CopiedImage copy, TimeSpan duration)
    {
        if (copy.Digest is not { } digest)
        {
            return string.Join("; ", copy.Warnings);
        }

        var tests = copy.TestsPassed is { } passed ? $", tests: {passed} passed" : "";
        return $"copied {digest.Short}, {Phrases.Size(copy.BytesMoved)} moved{tests} in {Phrases.Duration(duration)}";
    }
}
