namespace Bakehouse.Adapters.Packer;

/// <summary>Finds in packer's output what tells of a failure.</summary>
internal static class PackerWords
{
    private const int LastLines = 12;

    // What comes behind a failed build repeats it.
    private const string Epilogue = "==> Wait completed";

    /// <returns>The last lines up to the error, without blank ones.</returns>
    public static string Of(string output) =>
        string.Join(
            Environment.NewLine,
            output
                .Split('\n')
                .TakeWhile(line => !line.StartsWith(Epilogue, StringComparison.Ordinal))
                .Where(line => !string.IsNullOrWhiteSpace(line))
                .TakeLast(LastLines)
        );
}
