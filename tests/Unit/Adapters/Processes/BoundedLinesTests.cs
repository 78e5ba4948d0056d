using Bakehouse.Adapters.Processes;

namespace Bakehouse.UnitTests.Adapters.Processes;

internal sealed class BoundedLinesTests
{
    [TestCase("", new string[0])]
    [TestCase("a\r\n\nb\n", new[] { "a", "", "b" })]
    [TestCase("123456\nb", new[] { "123456", "b" })]
    [TestCase("12345678", new[] { "12345678" })]
    [TestCase("1234567890\nb\n", new[] { "12345678", "… the output was cut after 8 characters" })]
    public async Task Lines_AreReadUpToTheLimit(string text, string[] expected)
    {
        var lines = new List<string>();

        await BoundedLines.ReadAsync(new StringReader(text), 8, lines.Add);

        Assert.That(lines, Is.EqualTo(expected));
    }
}
