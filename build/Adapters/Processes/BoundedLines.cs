using System.Text;

namespace Bakehouse.Adapters.Processes;

/// <summary>Reads lines of a stream up to a limit, and drops the rest: what has no end, or no lines, takes no memory.</summary>
internal static class BoundedLines
{
    /// <param name="reader">The stream; it is read to its end.</param>
    /// <param name="limit">How many characters become lines.</param>
    /// <param name="onLine">Gets them, and a last one where something was dropped.</param>
    public static async Task ReadAsync(TextReader reader, int limit, Action<string> onLine)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        var left = limit;
        var isCut = false;
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            var taken = Math.Min(count, left);
            isCut |= taken < count;
            left -= taken;
            foreach (var character in buffer.AsSpan(0, taken))
            {
                if (character != '\n')
                {
                    line.Append(character);
                    continue;
                }

                onLine(line.ToString().TrimEnd('\r'));
                line.Clear();
            }
        }

        if (line.Length > 0)
        {
            onLine(line.ToString());
        }

        if (isCut)
        {
            onLine($"… the output was cut after {limit} characters");
        }
    }
}
