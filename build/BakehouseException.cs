namespace Bakehouse;

/// <summary>
/// Something that the user of Bakehouse can mend. The message names what is wrong; <see cref="Remedy"/> says what
/// mends it. It is shown as one clear error, without a stack trace unless <c>--verbosity=diagnostic</c> asks for it.
/// </summary>
public sealed class BakehouseException(string problem, string remedy, Exception? innerException = null)
    : Exception($"{problem}{Environment.NewLine}  {remedy}", innerException)
{
    /// <summary>What is wrong, naming the thing: one sentence.</summary>
    public string Problem { get; } = problem;

    /// <summary>What mends it: one sentence, with the exact option or command where there is one.</summary>
    public string Remedy { get; } = remedy;
}
