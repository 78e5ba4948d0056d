using Bakehouse.Engine;
using Bakehouse.Planning;

namespace Bakehouse.Reporting;

/// <summary>Tells all that decided what the plan says of one image.</summary>
public sealed class PlanExplainer(Screen screen)
{
    /// <exception cref="BakehouseException">The plan has no such image.</exception>
    public void Explain(Plan plan, IReadOnlyDictionary<string, ImageInputs> inputs, string name)
    {
        var image =
            plan.Find(name)
            ?? throw new BakehouseException(
                $"There is no image {name} to explain.",
                NearestNames.Suggest(name, plan.Images.Select(image => image.Name)) is { Length: > 0 } hint
                    ? hint
                    : $"The images are {string.Join(", ", plan.Images.Select(image => image.Name))}."
            );
        screen.WriteLine($"{image.Name}: {Phrases.Action(image.Action)}");
        Section("why", image.Reasons);
        Section("tags", image.Tags.Select(tag => $"{tag.Name}  ({tag.Reason})"));
        Section("withheld", plan.WithheldTags);
        Section("in the registry", image.Digest is { } digest ? [digest.ToString()] : []);
        Section("fingerprint", [image.Fingerprint ?? "not known before its parents are built"]);
        Section("made of", MadeOf(inputs[image.Name].Build));
        Section("test hash", image.TestHash is { } hash ? [hash] : []);
    }

    private static IEnumerable<string> MadeOf(FingerprintInputs inputs) =>
        [
            $"platform {inputs.Platform}",
            .. inputs.Files.Select(file => $"file {file.Path}"),
            .. inputs.Arguments.Keys.Order().Select(argument => $"build argument {argument}"),
            .. inputs.Options.Select(option => $"docker option {option}"),
            .. inputs.References.Select(reference =>
                $"{(reference.IsParent ? "parent" : "upstream")} {reference.Name} "
                + (reference.Digest?.ToString() ?? "(will be built)")
            ),
        ];

    private void Section(string title, IEnumerable<string> lines)
    {
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            screen.WriteLine($"  {(index == 0 ? title : ""), -16}{line}");
        }
    }
}
