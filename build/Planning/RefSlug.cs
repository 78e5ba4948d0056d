namespace Bakehouse.Planning;

/// <summary>
/// GitLab's <c>CI_COMMIT_REF_SLUG</c>: the name in lower case, cut to 63 bytes, everything but 0-9 and a-z replaced
/// by <c>-</c>, with none at the ends. See "Predefined CI/CD variables" in GitLab's documentation.
/// </summary>
public static class RefSlug
{
    private const int MaxLength = 63;

    public static string Of(string refName)
    {
        var letters = refName
            .ToLowerInvariant()
            .EnumerateRunes()
            .Select(rune =>
                (char)rune.Value is var c && rune.IsAscii && (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                    ? c
                    : '-'
            );
        return string.Concat(letters.Take(MaxLength)).Trim('-');
    }
}
