namespace Bakehouse.UnitTests.Checks;

/// <summary>A TRX file as <c>dotnet test</c> writes it, without what nobody reads.</summary>
internal static class TrxText
{
    public static string Of(params (string Name, string Outcome)[] tests) =>
        $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="5f0c" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>{string.Concat(tests.Select(Result))}</Results>
              <TestDefinitions>{string.Concat(tests.Select(Definition))}</TestDefinitions>
            </TestRun>
            """;

    private static string Result((string Name, string Outcome) test) =>
        $"""
            <UnitTestResult testId="id-{test.Name}" testName="{test.Name}" outcome="{test.Outcome}">
              <Output>
                <StdOut>printed</StdOut>
                <ErrorInfo><Message>  Expected: 1
              But was:  2
            </Message><StackTrace>at Sample</StackTrace></ErrorInfo>
              </Output>
            </UnitTestResult>
            """;

    private static string Definition((string Name, string Outcome) test) =>
        $"""
            <UnitTest name="{test.Name}" id="id-{test.Name}">
              <TestMethod className="Sample.Tests" name="{test.Name}" />
            </UnitTest>
            """;
}
