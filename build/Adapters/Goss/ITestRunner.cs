using Bakehouse.Images;

namespace Bakehouse.Adapters.Goss;

/// <summary>Runs the tests of an image in it.</summary>
public interface ITestRunner
{
    /// <summary>Starts the image once and runs in it all of its tests, those of its ancestors first.</summary>
    /// <param name="image">The image.</param>
    /// <param name="ancestors">What it is built on, the farthest first.</param>
    /// <param name="engineImage">The image's name or id in the engine.</param>
    /// <param name="cancellationToken">Ends the tests; no container stays behind.</param>
    Task<TestReport> RunAsync(
        ImageDefinition image,
        IReadOnlyList<ImageDefinition> ancestors,
        string engineImage,
        CancellationToken cancellationToken
    );
}
