using System.Collections.Concurrent;

namespace Bakehouse.Adapters.Processes;

/// <summary>
/// What Cake's tools lack: a way to be cancelled, an input, and their output in the hands of whoever runs them. It holds in the
/// flow of execution that enters it.
/// </summary>
public sealed class ToolScope
{
    private const int MostLines = 200;
    private static readonly AsyncLocal<ToolScope?> Ambient = new();
    private readonly ConcurrentQueue<string> lines = new();

    private ToolScope(Task<byte[]>? input, CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        Input = input;
    }

    public CancellationToken CancellationToken { get; }

    /// <summary>What the tool reads from standard input, once it is there; nothing where null.</summary>
    public Task<byte[]>? Input { get; }

    internal static ToolScope? Current => Ambient.Value;

    public static ToolScope Enter(Task<byte[]>? input, CancellationToken cancellationToken) =>
        Ambient.Value = new ToolScope(input, cancellationToken);

    /// <summary>The end of what the tool wrote.</summary>
    public string LastLines(int count) => string.Join(Environment.NewLine, lines.TakeLast(count));

    internal void Add(string line)
    {
        lines.Enqueue(line);
        if (lines.Count > MostLines)
        {
            lines.TryDequeue(out _);
        }
    }
}
