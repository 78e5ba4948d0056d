namespace Bakehouse.Images;

/// <summary>How the names of a folder, its image and its target follow from one another.</summary>
public static class ImageNames
{
    /// <summary><c>Base-Build-Sbt</c> and <c>BaseBuildSbt</c> are the targets of <c>base-build-sbt</c>.</summary>
    public static string OfTask(string taskName)
    {
        var letters = taskName.SelectMany(
            (letter, index) =>
                char.IsAsciiLetterUpper(letter)
                && index > 0
                && char.IsAsciiLetterOrDigit(taskName[index - 1])
                && !char.IsAsciiLetterUpper(taskName[index - 1])
                    ? new[] { '-', char.ToLowerInvariant(letter) }
                    : [char.ToLowerInvariant(letter)]
        );
        return string.Concat(letters);
    }

    /// <summary><c>base-build-sbt</c> has the target <c>Base-Build-Sbt</c>.</summary>
    public static string TaskOf(string name) =>
        string.Join(
            '-',
            name.Split('-').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])
        );
}
