using System.Text;

namespace Bakehouse.Adapters.Docker;

/// <summary>How much is read out of a container at most.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">How many bytes of each.</param>
public sealed record ReadLimits(int Files, int Bytes);

/// <summary>What was read out of a container.</summary>
/// <param name="Files">What is there but for folders, in the engine's order.</param>
public sealed record ContainerFiles(IReadOnlyList<ContainerFile> Files)
{
    /// <summary>Whether there was more than the limits allow, beyond the files that were cut.</summary>
    public bool HasMore { get; init; }
}

/// <summary>A file in a container, as foreign bytes.</summary>
/// <param name="Path">
/// Its path from the folder that has what was asked for: <c>results/1.out</c> for <c>/tests/results</c>, <c>updates</c>
/// for <c>/updates</c>.
/// </param>
/// <param name="Content">What is in it, up to the limit; nothing where it is no regular file.</param>
public sealed record ContainerFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>False for a link, a device, a FIFO: these have no content that could be had without harm.</summary>
    public bool IsRegular { get; init; } = true;

    /// <summary>Whether it has more than the limit.</summary>
    public bool IsCut { get; init; }

    /// <summary>
    /// The content as UTF-8; what is none is replaced. Of a file that was cut, only whole lines: nobody recognises half a secret.
    /// </summary>
    public string Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(Content.Span);
            return IsCut ? text[..(text.LastIndexOf('\n') + 1)] : text;
        }
    }
}
