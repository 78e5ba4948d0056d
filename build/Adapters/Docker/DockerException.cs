namespace Bakehouse.Adapters.Docker;

/// <summary>A docker command failed.</summary>
/// <param name="what">What was tried: <c>docker build of base-build</c>.</param>
/// <param name="lastWords">The end of its output.</param>
public sealed class DockerException(string what, string lastWords, Exception? innerException = null)
    : Exception($"{what} failed:{Environment.NewLine}{lastWords}", innerException);
