namespace Bakehouse.Adapters.Goss;

/// <summary>One check of an image.</summary>
/// <param name="Origin">The image whose tests it belongs to: the tested one, or one that it is built on.</param>
/// <param name="Suite">The file: <c>goss.yaml</c>, <c>tests/tools.bats</c>.</param>
/// <param name="Name">What is checked.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Failure">What was expected and found; null where the check passed.</param>
public sealed record TestCase(string Origin, string Suite, string Name, double Seconds, string? Failure);
