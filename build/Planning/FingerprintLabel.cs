using System.Text.RegularExpressions;
using Bakehouse.Dockerfiles;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>
/// A <see cref="FingerprintSummary"/> as the value of an image label: lines of text, gzipped, in base64, so that
/// <c>base64 -d | gunzip</c> shows it. At most <see cref="MaximumLength"/> characters long for any number of files, as
/// it then tells less of them.
/// </summary>
public static partial class FingerprintLabel
{
    /// <summary>The name of the label.</summary>
    public const string Name = "bakehouse.inputs";

    /// <summary>A registry takes manifests and configurations of 4 MB; this leaves them easy to look at.</summary>
    public const int MaximumLength = 4096;

    private const string Version = "bakehouse-inputs 1";

    public static string Write(FingerprintInputs inputs) =>
        Enum.GetValues<FileDetail>()
            .Select(detail =>
                (detail, Label: PackedText.Pack(CanonicalText.Join(Lines(FingerprintSummary.Of(inputs, detail)))))
            )
            .First(packed => packed.Label.Length <= MaximumLength || packed.detail == FileDetail.Whole)
            .Label;

    /// <returns>Null where the label is none of this version: an image of an older or newer Bakehouse, or a damaged one.</returns>
    public static FingerprintSummary? Read(string label)
    {
        try
        {
            return PackedText.Unpack(label).Split('\n') is [Version, .. var lines] ? Parse(lines) : null;
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Lines(FingerprintSummary summary) =>
        [
            Version,
            $"detail {summary.Detail}",
            $"platform {CanonicalText.Escape(summary.Platform)}",
            $"dockerfile {CanonicalText.Escape(summary.Dockerfile)}",
            $"options {summary.Options}",
            .. Sorted(summary.Files)
                .Select(file => $"file {file.Value.Mode}{file.Value.Hash} {CanonicalText.Escape(file.Key)}"),
            .. Sorted(summary.Arguments).Select(value => $"argument {value.Value} {CanonicalText.Escape(value.Key)}"),
            .. Sorted(summary.References).Select(image => $"image {image.Value} {CanonicalText.Escape(image.Key)}"),
        ];

    private static IEnumerable<KeyValuePair<string, T>> Sorted<T>(IReadOnlyDictionary<string, T> values) =>
        values.OrderBy(value => value.Key, ContextFile.PathOrder);

    private static FingerprintSummary Parse(IReadOnlyList<string> lines)
    {
        var words = lines.Where(line => line.Length > 0).Select(line => line.Split(' ', 2)).ToLookup(Word, Rest);
        return new FingerprintSummary
        {
            Detail = Enum.Parse<FileDetail>(Only("detail")),
            Platform = Unescape(Only("platform")),
            Dockerfile = Unescape(Only("dockerfile")),
            Options = Only("options"),
            Files = Named("file").ToDictionary(file => file.Name, file => new FileMark(file.Hash[0], file.Hash[1..])),
            Arguments = Named("argument").ToDictionary(argument => argument.Name, argument => argument.Hash),
            References = Named("image").ToDictionary(image => image.Name, image => image.Hash),
        };

        static string Word(string[] parts) => parts[0];

        static string Rest(string[] parts) => parts.Length == 2 ? parts[1] : throw new FormatException();

        string Only(string word) => words[word].ToList() is [var only] ? only : throw new FormatException();

        IEnumerable<(string Hash, string Name)> Named(string word) =>
            words[word]
                .Select(rest => rest.Split(' ', 2))
                .Select(parts =>
                    parts is [{ Length: > 1 }, _] ? (parts[0], Unescape(parts[1])) : throw new FormatException()
                );
    }

    private static string Unescape(string name) =>
        Escaped().Replace(name, escaped => escaped.Value == @"\n" ? "\n" : @"\");

    [GeneratedRegex(@"\\[\\n]")]
    private static partial Regex Escaped();
}
