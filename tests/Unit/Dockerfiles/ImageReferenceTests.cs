using Bakehouse.Dockerfiles;

namespace Bakehouse.UnitTests.Dockerfiles;

/// <summary>Which images a Dockerfile refers to: "kind name@line", in the order of the lines.</summary>
public sealed class ImageReferenceTests
{
    private static readonly TestCaseData[] Files =
    [
        Case("Plain", "FROM debian:13", "From debian:13@1"),
        Case("LowerCaseKeywordsAndTabs", "from\tdebian:13  as  Base\nFrom BASE", "From debian:13@1"),
        Case("ByteOrderMarkAndCarriageReturns", "\uFEFFFROM debian:13\r\nRUN true\r\n", "From debian:13@1"),
        Case("Scratch", "FROM scratch\nCOPY --from=scratch a b"),
        Case("Digest", "FROM debian@sha256:0123", "From debian@sha256:0123@1"),
        Case("Port", "FROM localhost:5000/a/b:1 AS x", "From localhost:5000/a/b:1@1"),
        Case("Platform", "FROM --platform=linux/arm64 debian:13 AS a", "From debian:13@1"),
        Case("StageByName", "FROM a AS one\nFROM b AS two\nFROM one\nCOPY --from=TWO x y", "From a@1", "From b@2"),
        Case("StageByIndex", "FROM a\nFROM b\nCOPY --from=0 x y", "From a@1", "From b@2"),
        Case("LaterStageIsNoBase", "FROM two\nFROM b AS two", "From two@1", "From b@2"),
        Case("CopyFromImage", "FROM a\nCOPY --chown=1:1 --from=nginx:1 --link x y", "From a@1", "CopyFrom nginx:1@2"),
        Case("CopyFlagInQuotes", "FROM a\nCOPY --from=\"nginx:1\" x y", "From a@1", "CopyFrom nginx:1@2"),
        Case("CopyFlagBehindSources", "FROM a\nCOPY x --from=nginx:1 y", "From a@1"),
        Case("CopyExecForm", "FROM a\nCOPY --from=nginx:1 [\"x\", \"y\"]", "From a@1", "CopyFrom nginx:1@2"),
        Case(
            "Mounts",
            "FROM a\nRUN --mount=type=cache,target=/c --mount=type=bind,FROM=b:1,target=/b --mount=from=c:2,target=/d make",
            "From a@1",
            "MountFrom b:1@2",
            "MountFrom c:2@2"
        ),
        Case("MountOfStage", "FROM a AS deps\nFROM b\nRUN --mount=from=deps,target=/d make", "From a@1", "From b@2"),
        Case("MountKnowsNoIndex", "FROM a\nRUN --mount=from=0,target=/d make", "From a@1", "MountFrom 0@2"),
        Case("FlagInCommand", "FROM a\nRUN make --mount=from=b", "From a@1"),
        Case("Syntax", "# syntax=docker/dockerfile:1\nFROM a", "Syntax docker/dockerfile:1@1", "From a@2"),
        Case("SyntaxAmongDirectives", "#escape=`\n# SYNTAX = x/y:2 \nFROM a", "Syntax x/y:2@2", "From a@3"),
        Case("SyntaxBehindShebang", "#!/usr/bin/env -S docker build\n#syntax=x\nFROM a", "Syntax x@2", "From a@3"),
        Case("SyntaxTooLate", "# a comment\n# syntax=x\nFROM a", "From a@3"),
        Case("SyntaxBehindEmptyLine", "\n# syntax=x\nFROM a", "From a@3"),
        Case("Continuation", "FROM \\\n  a \\\n  AS b\nCOPY \\\n --from=c \\\n x y", "From a@1", "CopyFrom c@4"),
        Case("ContinuationWithTrailingBlanks", "FROM \\ \t\na", "From a@1"),
        Case("CommentInContinuation", "FROM a\nRUN x \\\n# FROM b\n\n  && y\nFROM c", "From a@1", "From c@6"),
        Case("EscapedEscapeContinuesNothing", "FROM a\nRUN echo \\\\\nFROM b", "From a@1", "From b@3"),
        Case("EscapeDirective", "# escape=`\nFROM a\nRUN dir c:\\\nFROM b\nRUN x `\nFROM c", "From a@2", "From b@4"),
        Case("IndentedComment", "FROM a\n   # FROM b\nRUN x # FROM c", "From a@1"),
        Case("Heredoc", "FROM a\nRUN <<EOF\nFROM b\nEOF\nFROM c", "From a@1", "From c@5"),
        Case("HeredocWithTabs", "FROM a\nRUN <<-EOF\n\tFROM b\n\tEOF\nFROM c", "From a@1", "From c@5"),
        Case("HeredocOnlyDashStrips", "FROM a\nRUN <<EOF\n\tEOF\nFROM b\nEOF\nFROM c", "From a@1", "From c@6"),
        Case("HeredocQuoted", "FROM a\nCOPY <<'E F' /x\nFROM b\nE F\nFROM c", "From a@1", "From c@5"),
        Case("HeredocsSeveral", "FROM a\nCOPY <<A <<\"B\" /x\nFROM b\nA\nFROM c\nB\nFROM d", "From a@1", "From d@7"),
        Case("HeredocWithDescriptor", "FROM a\nRUN sh 3<<EOF\nFROM b\nEOF", "From a@1"),
        Case("HeredocBehindContinuation", "FROM a\nRUN x \\\n && cat <<EOF\nFROM b\nEOF", "From a@1"),
        Case("HeredocOfTrigger", "FROM a\nONBUILD RUN <<EOF\nFROM b\nEOF", "From a@1"),
        Case("HeredocContentContinuesNothing", "FROM a\nRUN <<EOF\nx \\\nEOF\nFROM b", "From a@1", "From b@5"),
        Case("NoHeredocInQuotes", "FROM a\nRUN echo \"<<EOF\"\nFROM b", "From a@1", "From b@3"),
        Case("NoHeredocInExecForm", "FROM a\nRUN [\"sh\", \"-c\", \"cat <<EOF\"]\nFROM b", "From a@1", "From b@3"),
        Case("NoHeredocInShift", "FROM a\nRUN echo $((1 << 2)) $((1<<2))\nFROM b", "From a@1", "From b@3"),
        Case("NoHeredocHereString", "FROM a\nRUN cat <<<word\nFROM b", "From a@1", "From b@3"),
        Case("NoHeredocElsewhere", "FROM a\nCMD cat <<EOF\nFROM b", "From a@1", "From b@3"),
        Case("Trigger", "FROM a\nONBUILD COPY --from=b x y", "From a@1", "CopyFrom b@2"),
        Case("UnneededStageCounts", "FROM a AS tests\nFROM b", "From a@1", "From b@2"),
    ];

    [TestCaseSource(nameof(Files))]
    public void ImageReferences_OfFile_AreThoseOfBuildKit(string text, string[] expected)
    {
        var references = Dockerfile.Parse(text, "Dockerfile").ImageReferences(new Dictionary<string, string>());

        Assert.That(references.Select(r => $"{r.Kind} {r.Name}@{r.Line}"), Is.EqualTo(expected));
    }

    [Test]
    public void ImageReferences_OfSyntaxArgument_ReplaceTheDirective()
    {
        var file = Dockerfile.Parse("# syntax=docker/dockerfile:1\nFROM a", "Dockerfile");

        var references = file.ImageReferences(
            new Dictionary<string, string> { ["BUILDKIT_SYNTAX"] = "mirror/frontend:2" }
        );

        Assert.That(references.Select(r => r.Name), Is.EqualTo((string[])["mirror/frontend:2", "a"]));
    }

    private static TestCaseData Case(string name, string text, params string[] expected) =>
        new TestCaseData(text, expected).SetArgDisplayNames(name);
}
