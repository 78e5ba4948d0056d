using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

public sealed class HtmlTextTests
{
    [TestCase("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [TestCase("\" onclick=\"", "&quot; onclick=&quot;")]
    [TestCase("' & `", "&#39; &amp; `")]
    [TestCase("a\u0000b\u001bc\u0085", "a\uFFFDb\uFFFDc\uFFFD")]
    [TestCase("two\nlines\tand → 𝛑", "two\nlines\tand → &#120529;")]
    public void Hole_WithText_IsEncoded(string text, string encoded) =>
        Assert.That(new HtmlText().Add($"<p>{text}</p>").ToString(), Is.EqualTo($"<p>{encoded}</p>"));

    [Test]
    public void Hole_WithANumber_IsWrittenAsSvgReadsIt() =>
        Assert.That(new HtmlText().Add($"{1234} {0.5} {2.0 / 3}").ToString(), Is.EqualTo("1234 0.5 0.67"));
}
