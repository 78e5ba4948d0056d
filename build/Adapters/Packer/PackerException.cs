namespace Bakehouse.Adapters.Packer;

/// <summary>Packer failed, or took too long.</summary>
/// <param name="problem">What went wrong: <c>packer failed</c>.</param>
/// <param name="lastWords">The end of its output, with its error.</param>
public sealed class PackerException(string problem, string lastWords, Exception? innerException = null)
    : Exception($"{problem}:{Environment.NewLine}{lastWords}", innerException);
