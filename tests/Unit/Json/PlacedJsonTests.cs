using System.Text.Json;
using Bakehouse.Json;

namespace Bakehouse.UnitTests.Json;

/// <summary>JSON whose values know their line.</summary>
public sealed class PlacedJsonTests
{
    private const string Text = """
        // The images
        {
          "name": "ä",     /* a comment
                               over lines */
          "tags": [
            "1.0",
            2,
          ],
          "old": null
        }
        """;

    [Test]
    public void Parse_Values_HaveTheirText()
    {
        var json = PlacedJson.Parse(Text, "x.json");

        Assert.Multiple(() =>
        {
            Assert.That(json["name"]!.Text, Is.EqualTo("ä"));
            Assert.That(json["tags"]!.Items.Select(item => item.Text), Is.EqualTo(new[] { "1.0", "2" }));
            Assert.That(json["tags"]!.Items[1].Kind, Is.EqualTo(JsonValueKind.Number));
            Assert.That(json["old"]!.Kind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(json["nope"], Is.Null);
        });
    }

    [Test]
    public void Parse_Values_KnowTheirLine()
    {
        var json = PlacedJson.Parse(Text, "x.json");

        Assert.Multiple(() =>
        {
            Assert.That(json.Line, Is.EqualTo(2));
            Assert.That(json["tags"]!.Line, Is.EqualTo(5));
            Assert.That(json["tags"]!.Items[1].Line, Is.EqualTo(7));
            Assert.That(json.Members.Select(member => member.Line), Is.EqualTo(new[] { 3, 5, 9 }));
        });
    }

    [TestCase("{\n  \"a\": tru\n}", 2)]
    [TestCase("{\n  \"a\": 1\n", 3)]
    [TestCase("{}\n{}", 2)]
    [TestCase("", 1)]
    public void Parse_NoJson_IsAnErrorThatNamesTheLine(string text, int line) =>
        Assert.That(
            () => PlacedJson.Parse(text, "docker/IMAGES.json"),
            Throws
                .TypeOf<BakehouseException>()
                .With.Property("Problem")
                .StartsWith($"docker/IMAGES.json:{line}: this is no JSON: ")
        );
}
