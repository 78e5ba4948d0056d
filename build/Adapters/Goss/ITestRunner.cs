using Bakehouse.Images;

namespace Bakehouse.Adapters.Goss;

/// <summary>Runs the tests of an image in it.</summary>
public interface ITestRunner
{
    /// <summary>Starts the image once and runs in it all tests, in their order.</summary>
    /// <param name="subject">The image and its tests.</param>
    /// <param name="cancellationToken">Ends the tests; no container stays behind.</param>
    Task<TestReport> RunAsync(TestSubject subject, CancellationToken cancellationToken);
}

/// <summary>An image that is to be tested.</summary>
/// <param name="Name">Its name, for reports and containers.</param>
/// <param name="EngineImage">Its name or id in the engine.</param>
/// <param name="Tests">The folders with its tests.</param>
public sealed record TestSubject(string Name, string EngineImage, IReadOnlyList<TestFolder> Tests)
{
    /// <summary>The files with its tests, in the order in which they run.</summary>
    public IReadOnlyList<TestSuite> Suites =>
        [.. Tests.SelectMany(tests => tests.Suites.Select(file => new TestSuite(tests.Image, file)))];

    /// <summary>Whether goss is brought into it, as it may have none of its own.</summary>
    public bool BringsGoss { get; init; }

    /// <summary>An image of this repository, with its own tests and those of the images that it is built on.</summary>
    /// <param name="image">The image.</param>
    /// <param name="ancestors">What it is built on, the farthest first.</param>
    /// <param name="engineImage">Its name or id in the engine.</param>
    public static TestSubject Of(ImageDefinition image, IReadOnlyList<ImageDefinition> ancestors, string engineImage) =>
        new(
            image.Name,
            engineImage,
            [
                .. ancestors
                    .Append(image)
                    .Where(tested => tested.HasTests)
                    .Select(tested => new TestFolder(tested.Name, tested.Folder, tested.Suites)),
            ]
        );
}

/// <summary>Tests of an image.</summary>
/// <param name="Image">The image that they belong to: the tested one, or one that it is built on.</param>
/// <param name="Path">The folder with <c>goss.yaml</c> and <c>tests/</c>.</param>
/// <param name="Suites">The files in it that run (<see cref="TestSuites"/>): each has to report.</param>
public sealed record TestFolder(string Image, string Path, IReadOnlyList<string> Suites);
