using System.Security.Cryptography;
using System.Text;

namespace Bakehouse.Sandbox;

/// <summary>A daemon as it should run.</summary>
/// <param name="Name">Names its log, its configuration file and its entry in the journal.</param>
/// <param name="Program">Its file.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Configuration">The text of its configuration file.</param>
/// <param name="AnswersAsync">Whether it is ready for use; throws nothing but cancellation.</param>
internal sealed record DaemonSpec(
    string Name,
    string Program,
    IReadOnlyList<string> Arguments,
    string Configuration,
    Func<CancellationToken, Task<bool>> AnswersAsync
)
{
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long it gets to end by itself before it is killed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Changes with all that it is started with: one that runs under another fingerprint is started anew.</summary>
    public string Fingerprint { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Program, .. Arguments, Configuration])))
        )[..16];
}
