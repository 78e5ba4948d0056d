using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Cake.Core;
using Cake.Core.IO;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>Runs a real program: printf.</summary>
public sealed class QuotedArgumentTests
{
    [TestCase("--label=a b")]
    [TestCase("A=1\" --push \"")]
    [TestCase("A={\"json\": true}")]
    [TestCase("ends with \\")]
    [TestCase("\\\" \\\\\" --push")]
    [TestCase("\\\\server\\share")]
    public void Argument_WithQuotes_StaysOne(string argument)
    {
        var cake = Substitute.For<ICakeEnvironment>();
        cake.WorkingDirectory.Returns(new DirectoryPath("/"));
        var runner = new CommandRunner(
            cake,
            new ChildEnvironment(cake),
            new Secrets(),
            Substitute.For<IProcessOutput>()
        );
        var arguments = new ProcessArgumentBuilder().Append("%s|").AppendQuoted(argument.InQuotes()).Append("end");

        using var printf = runner.Start("printf", new ProcessSettings { Arguments = arguments });
        printf.WaitForExit();

        Assert.That(printf.GetStandardOutput(), Is.EqualTo(new[] { $"{argument}|end|" }));
    }
}
