using Bakehouse.Planning;
using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

public sealed class PipelineCommentTests
{
    [Test]
    public void Comment_OfAPipeline_SaysWhatBecameOfThePlanAndOfThePackages()
    {
        var comment = PipelineComment.Write(
            MadeUpReport.Of(
                MadeUpReport.Built("root", 0, 1, "images/root/Dockerfile changed"),
                MadeUpReport.Image("child", ImageState.Failed, "parent root will be built") with
                {
                    Digest = null,
                    Outcome = "not done: not in the registry",
                },
                MadeUpReport.Image("other", ImageState.Nothing, "in the registry")
            )
        );

        Assert.That(
            comment,
            Does.StartWith(
                    """
                    ### Images

                    | Image | | Why | Digest |
                    | --- | --- | --- | --- |
                    | `root` | built | `images/root/Dockerfile changed` | `sha256:4813494d137e` |
                    | `child` | **not done** | `not done: not in the registry` |  |

                    1 more images: nothing to do, or in the report.

                    ### Package changes
                    """
                )
                .And.Contains("| `openssl` | `3.5.1-1` | `3.5.1-1+deb13u1` |")
        );
    }

    [Test]
    public void Comment_WhereNothingWasToDo_SaysSo() =>
        Assert.That(
            PipelineComment.Write(MadeUpReport.Of(MadeUpReport.Image("root", ImageState.Nothing, "in the registry"))),
            Does.Contain("nothing was done")
        );

    [Test]
    public void Comment_OfAReasonThatLooksLikeMarkup_LeavesItText()
    {
        var report = MadeUpReport.Of(MadeUpReport.Image("root", ImageState.Retagged, "`|@all <b>"));

        Assert.That(PipelineComment.Write(report), Does.Contain("`\uFFFD\\|@all <b>`"));
    }
}
