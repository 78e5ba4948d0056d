using Bakehouse.Dockerfiles;

namespace Bakehouse.UnitTests.Dockerfiles;

public sealed class DockerfileErrorTests
{
    [TestCase("", 1, "no FROM")]
    [TestCase("# only a comment\nARG A=1", 1, "no FROM")]
    [TestCase("FROM a\nRUNN x", 2, "'RUNN' is no instruction")]
    [TestCase("RUN x\nFROM a", 1, "RUN stands before the first FROM")]
    [TestCase("FROM a\nRUN <<EOF\nFROM b", 2, "'EOF' has no end")]
    [TestCase("FROM a\nCOPY <<A <<B /x\nA\nA\n", 2, "'B' has no end")]
    [TestCase("FROM a AS 1st", 1, "'1st' is no name for a stage")]
    [TestCase("FROM a b", 1, "'FROM a b' is unclear")]
    [TestCase("FROM", 1, "unclear")]
    [TestCase("FROM a\nCOPY --from=$X a b", 2, "not expanded")]
    [TestCase("FROM a\nRUN --mount=from=${X},target=/x y", 2, "not expanded")]
    [TestCase("FROM a\nONBUILD FROM b", 2, "ONBUILD cannot be followed by FROM")]
    [TestCase("FROM a\nONBUILD ONBUILD RUN x", 2, "ONBUILD cannot be followed by ONBUILD")]
    [TestCase("# escape=x\nFROM a", 1, "'x' cannot be the escape character")]
    [TestCase("# syntax=a\n# syntax=b\nFROM a", 2, "'syntax' stands twice")]
    [TestCase("FROM ${X}", 1, "argument X")]
    [TestCase("FROM a AS b\nARG X=1\nFROM debian:$X", 3, "argument X")]
    [TestCase("ARG X\nFROM ${X}", 2, "has no value")]
    [TestCase("ARG X\nFROM ${X:?say which}", 2, "say which")]
    [TestCase("ARG X=1\nFROM ${X", 2, "without its")]
    [TestCase("ARG X=1\nFROM ${X:-y", 2, "lacks a closing")]
    [TestCase("ARG X=1\nFROM ${X!y}", 2, "does not exist")]
    [TestCase("ARG X=\"1\nFROM a", 1, "double quote")]
    [TestCase("FROM a\nCOPY --from=1 a b", 2, "no stage 1")]
    public void Dockerfile_WithMistake_IsErrorThatNamesFileAndLine(string text, int line, string problem)
    {
        var error = Assert.Throws<BakehouseException>(() =>
            Dockerfile.Parse(text, "images/x/Dockerfile").ImageReferences(new Dictionary<string, string>())
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Problem, Does.StartWith($"images/x/Dockerfile:{line}: "));
            Assert.That(error.Problem, Does.Contain(problem));
            Assert.That(error.Remedy, Is.Not.Empty);
        }
    }
}
