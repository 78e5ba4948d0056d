using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

public sealed class PackageCommentTests
{
    [Test]
    public void Comment_OfARun_HasEachBuiltImageAndItsChanges()
    {
        var report = MadeUpReport.Of(
            MadeUpReport.Built("root", 0, 1, "forced"),
            MadeUpReport.Image("tools", ImageState.Nothing, "nothing")
        );

        const string expected = """
            ### Package changes

            | Image | Packages | Size in the registry |
            | --- | --- | --- |
            | `root` | 1 added, 1 removed, 1 changed | 45 MB → 46 MB (+700 kB) |

            <details><summary>root: 1 added, 1 removed, 1 changed</summary>

            | Package | Before | Now |
            | --- | --- | --- |
            | `openssl` | `3.5.1-1` | `3.5.1-1+deb13u1` |
            | `jq` | | `1.7.1-6` |
            | `vim` | `9.1` | |

            </details>

            """;
        Assert.That(PackageComment.Write(report), Is.EqualTo(expected));
    }

    [Test]
    public void Comment_OfAChildWithTheChangesOfItsParent_SaysThatAndNothingTwice()
    {
        var comment = PackageComment.Write(
            MadeUpReport.Of(
                MadeUpReport.Built("root", 0, 1, "forced"),
                MadeUpReport.Built("child", 0, 1, "its parent root will be built", "root")
            )
        );

        Assert.That(comment, Does.Contain("| `child` | 1 added, 1 removed, 1 changed, with root |"));
        Assert.That(comment.Split("<details>"), Has.Length.EqualTo(2));
    }

    [TestCase("a 1\n", "a 1\n", "no package changed")]
    [TestCase(null, "a 1\n", "1 package; the image before it does not tell its own")]
    [TestCase("a 1\n", null, "not known: none of its tests was run in it, or it has no package manager")]
    public void Comment_OfAnImageWithoutChanges_SaysWhy(string? before, string? after, string said)
    {
        var image = MadeUpReport.Built("root", 0, 1, "forced");
        var changed = image with
        {
            Previous = image.Previous! with { Packages = before is null ? null : PackageList.Parse(before) },
            Tests = image.Tests! with { Packages = after is null ? null : PackageList.Parse(after) },
        };

        Assert.That(PackageComment.Write(MadeUpReport.Of(changed)), Does.Contain($"| {said} |"));
    }

    [Test]
    public void Comment_OfANewImage_CountsItsPackages()
    {
        var image = MadeUpReport.Built("root", 0, 1, "not in the registry") with { Previous = null };

        Assert.That(
            PackageComment.Write(MadeUpReport.Of(image)),
            Does.Contain("| 4 packages, and no image before it to compare with | 46 MB |")
        );
    }

    [Test]
    public void Comment_OfARunThatBuiltNothing_SaysSo() =>
        Assert.That(
            PackageComment.Write(MadeUpReport.Of(MadeUpReport.Image("root", ImageState.Nothing, "there"))),
            Does.EndWith("No image was built.\n")
        );

    [Test]
    public void Comment_WithHostileNames_KeepsThemInCodeAndCells()
    {
        var image = MadeUpReport.Built("root", 0, 1, "forced") with
        {
            Tests = MadeUpReport.Report("root", "`@all`|</details> 1|2\n"),
        };

        Assert.That(
            PackageComment.Write(MadeUpReport.Of(image)),
            Does.Contain("| `\uFFFD@all\uFFFD\\|</details>` | | `1\\|2` |")
        );
    }

    [Test]
    public void Comment_OfMoreThanAnyoneReads_EndsWithACount()
    {
        var many = string.Concat(Enumerable.Range(0, 4_000).Select(number => $"package-{number} 1\n"));
        var images = Enumerable
            .Range(0, 5)
            .Select(number =>
                MadeUpReport.Built($"root-{number}", 0, 1, "forced") with
                {
                    Tests = MadeUpReport.Report("root", many),
                }
            );

        var comment = PackageComment.Write(MadeUpReport.Of([.. images]));

        Assert.That(comment, Does.EndWith("The packages of 4 more images are in the report.\n"));
        Assert.That(comment.Length, Is.LessThan(1_000_000));
    }
}
