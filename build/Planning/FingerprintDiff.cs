using Bakehouse.Dockerfiles;

namespace Bakehouse.Planning;

/// <summary>Says in words which inputs of an image changed since another fingerprint.</summary>
public static class FingerprintDiff
{
    /// <param name="old">What the image in the registry says of itself (<see cref="FingerprintLabel.Read"/>).</param>
    /// <param name="now">The inputs now.</param>
    /// <param name="folder">How to name the image's folder: <c>images/base-build</c>.</param>
    /// <returns>
    /// A reason for each input that changed: <c>images/base-build/Dockerfile changed</c>. None where all are equal.
    /// </returns>
    public static IReadOnlyList<string> Explain(FingerprintSummary? old, FingerprintInputs now, string folder)
    {
        if (old is null)
        {
            return ["the image in the registry does not say what it was built from"];
        }

        var current = FingerprintSummary.Of(now, old.Detail);
        return
        [
            .. Dockerfile(old, current, folder),
            .. Files(old, current, folder),
            .. Arguments(old, current),
            .. old.Options == current.Options ? Array.Empty<string>() : ["docker options changed"],
            .. References(old, now),
            .. old.Platform == current.Platform
                ? Array.Empty<string>()
                : [$"platform changed, {old.Platform} → {current.Platform}"],
        ];
    }

    private static IEnumerable<string> Dockerfile(FingerprintSummary old, FingerprintSummary now, string folder) =>
        old.Dockerfile == now.Dockerfile ? [] : [$"{folder}/{now.Dockerfile} is built instead of {old.Dockerfile}"];

    private static IEnumerable<string> Files(FingerprintSummary old, FingerprintSummary now, string folder)
    {
        var removed = old.Files.Where(file => !now.Files.ContainsKey(file.Key)).ToList();
        foreach (var (path, mark) in now.Files.OrderBy(file => file.Key, ContextFile.PathOrder))
        {
            var name = path == FingerprintSummary.Everything ? $"{folder}/" : $"{folder}/{path}";
            if (old.Files.TryGetValue(path, out var before))
            {
                if (before != mark)
                {
                    yield return $"{name} {Change(before, mark)}";
                }
            }
            else if (removed.FindIndex(file => file.Value == mark) is var origin and >= 0)
            {
                yield return $"{folder}/{removed[origin].Key} was renamed to {path}";
                removed.RemoveAt(origin);
            }
            else
            {
                yield return $"{name} was added";
            }
        }

        foreach (var path in removed.Select(file => file.Key).Order(ContextFile.PathOrder))
        {
            yield return $"{folder}/{path} was removed";
        }
    }

    private static string Change(FileMark before, FileMark now) =>
        (before.Mode, now.Mode) switch
        {
            (_, FileMark.Folder) => "has changed files",
            var (a, b) when a == b || before.Hash != now.Hash => "changed",
            (_, 'x') => "is now executable",
            ('x', '-') => "is no longer executable",
            _ => "changed",
        };

    private static IEnumerable<string> Arguments(FingerprintSummary old, FingerprintSummary now) =>
        old
            .Arguments.Keys.Union(now.Arguments.Keys)
            .Order(ContextFile.PathOrder)
            .Select(name =>
                (old.Arguments.GetValueOrDefault(name), now.Arguments.GetValueOrDefault(name)) switch
                {
                    (null, _) => $"build argument {name} was added",
                    (_, null) => $"build argument {name} was removed",
                    var (before, after) => before == after ? null : $"build argument {name} changed",
                }
            )
            .OfType<string>();

    private static IEnumerable<string> References(FingerprintSummary old, FingerprintInputs now)
    {
        foreach (
            var image in now
                .References.DistinctBy(image => image.Name)
                .OrderBy(image => image.Name, ContextFile.PathOrder)
        )
        {
            var name = $"{(image.IsParent ? "parent" : "upstream")} {image.Name}";
            if (image.Digest is not { } digest)
            {
                yield return image.IsParent ? $"{name} will be built" : $"{name} cannot be had";
            }
            else if (!old.References.TryGetValue(image.Name, out var before))
            {
                yield return $"{name} is new";
            }
            else if (before != digest.Hex[..12])
            {
                yield return $"{name} moved sha256:{before} → {digest.Short}";
            }
        }

        var names = now.References.Select(image => image.Name).ToHashSet();
        foreach (var gone in old.References.Keys.Where(name => !names.Contains(name)).Order(ContextFile.PathOrder))
        {
            yield return $"it no longer refers to {gone}";
        }
    }
}
