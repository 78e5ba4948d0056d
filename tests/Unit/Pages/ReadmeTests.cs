using System.Reflection;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Bakehouse.Reporting;
using Bakehouse.Tasks;
using Bakehouse.UnitTests.Architecture;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Pages;

/// <summary>What the README says of the program is what the program says of itself.</summary>
internal sealed class ReadmeTests : IDisposable
{
    private readonly RepositoryPage readme = new("README.md");
    private readonly ServiceProvider provider = Repository.Services().BuildServiceProvider();

    private IReadOnlyList<ImageDefinition> Images => provider.GetRequiredService<ImageCatalog>().Images;

    public void Dispose() => provider.Dispose();

    [Test]
    public void Graph_OfTheImages_IsTheOneThatTheToolDraws() =>
        Assert.That(
            readme.Block("mermaid"),
            Is.EqualTo(ImageGraph.Mermaid(Images)),
            "Run ./build.sh --target=Graph, and put artifacts/graph.mmd into README.md's block ```mermaid."
        );

    [Test]
    public void Images_InTheirTable_AreThoseOfTheRepository() =>
        AssertTable(
            "| image | |",
            Images
                .DistinctBy(image => image.Family)
                .Select(image => $"| [`{image.Family}`](images/{image.Family}) | {image.Description} |")
        );

    [Test]
    public void Copies_InTheirTable_AreThoseOfTheClasses() =>
        AssertTable(
            "| instead of | pull | tags |",
            provider
                .GetServices<IFrostingTask>()
                .OfType<CachedImage>()
                .OrderBy(cached => cached.Name, StringComparer.Ordinal)
                .Select(cached =>
                    $"| `{cached.ParseUpstream().Familiar}` | `REGISTRY/{cached.Repository}` | {string.Join(' ', cached.Tags)} |"
                )
        );

    [Test]
    public void Options_InTheirTable_AreThoseOfTheProgram() =>
        AssertTable("| option | variable | |", Option.All.Select(RowOf));

    [Test]
    public void Targets_OfTheProgram_AreAllInTheReadme()
    {
        var own = Repository
            .TaskTypes.Except(Repository.ImageTypes)
            .Select(type => type.GetCustomAttribute<TaskNameAttribute>()!.Name);
        var derived = ImageTargets.Verbs.SelectMany(verb => (string[])[$"{verb}-All", $"{verb}-X"]);

        Assert.That(
            own.Concat(derived).Where(target => !readme.Text.Contains($"`{target}`")),
            Is.Empty,
            "README.md's section Targets lacks these."
        );
    }

    private void AssertTable(string header, IEnumerable<string> rows)
    {
        var columns = header.Count(letter => letter == '|') - 1;
        var line = "|" + string.Concat(Enumerable.Repeat(" --- |", columns));
        var expected = string.Concat(rows.Prepend(line).Prepend(header).Select(row => $"{row}\n"));
        Assert.That(readme.Table(header), Is.EqualTo(expected), $"Put this into README.md instead:\n{expected}");
    }

    private static string RowOf(Option option)
    {
        var value = (option.Kind, option.Value) switch
        {
            (OptionKind.Flag, "") => "",
            (OptionKind.Flag, { } text) => $"[={text}]",
            (_, { } text) => "=" + text.Replace("|", "\\|"),
        };
        var variable = string.Join(
            ", ",
            ((string?[])[option.Variable, option.FurtherVariable]).OfType<string>().Select(name => $"`{name}`")
        );
        var often = option.Kind == OptionKind.List ? "; may be given several times" : "";
        return $"| `--{option.Name}{value}` | {variable} | {option.Description.Replace("|", "\\|")}{often} |";
    }
}
