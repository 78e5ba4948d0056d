using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Bakehouse.Dockerfiles;

/// <summary>What a file of a build context is.</summary>
public enum ContextFileKind
{
    /// <summary>An ordinary file.</summary>
    File,

    /// <summary>A file that its owner may execute.</summary>
    Executable,

    /// <summary>A symbolic link, kept as such, wherever it points.</summary>
    SymbolicLink,
}

/// <summary>A file as the builder sees it, without what differs from machine to machine: times, owner, the umask.</summary>
/// <param name="Path">Relative to the context, with <c>/</c>.</param>
/// <param name="Kind">
/// What it is. On Windows no file is executable, as its file systems do not know.
/// </param>
/// <param name="Sha256">Lower-case hex SHA-256 of the content as it is, or of a link's target as UTF-8.</param>
public sealed record ContextFile(string Path, ContextFileKind Kind, string Sha256)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>The order of paths everywhere: by the bytes of their UTF-8 form, as <c>LC_ALL=C sort</c> has it.</summary>
    public static IComparer<string> PathOrder { get; } = Comparer<string>.Create(CompareUtf8);

    /// <summary>Reads one file or link. The content is streamed.</summary>
    /// <exception cref="BakehouseException">It cannot be read.</exception>
    public static ContextFile Read(string folder, string path) =>
        Read(folder, path, new FileInfo(System.IO.Path.Combine(folder, path)).LinkTarget is not null);

    internal static ContextFile Read(string folder, string path, bool isLink)
    {
        var file = System.IO.Path.Combine(folder, path);
        try
        {
            return isLink ? ReadLink(file, path) : ReadFile(file, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BakehouseException(
                $"The file {file} cannot be read: {error.Message}",
                "Make it readable, name it in UTF-8, or list it in .dockerignore.",
                error
            );
        }
    }

    private static ContextFile ReadLink(string file, string path)
    {
        var target = new FileInfo(file).LinkTarget ?? throw new IOException("It is no link any more.");
        return new ContextFile(
            path,
            ContextFileKind.SymbolicLink,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)))
        );
    }

    private static ContextFile ReadFile(string file, string path)
    {
        SpecialFile.Reject(new FileInfo(file), file);
        using var handle = File.OpenHandle(file);
        var isExecutable =
            !OperatingSystem.IsWindows() && File.GetUnixFileMode(handle).HasFlag(UnixFileMode.UserExecute);
        return new ContextFile(path, isExecutable ? ContextFileKind.Executable : ContextFileKind.File, Hash(handle));
    }

    // Contexts have many small files: a FileStream for each would cost more than their content.
    private static string Hash(SafeFileHandle handle)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var offset = 0L;
            for (int read; (read = RandomAccess.Read(handle, buffer, offset)) > 0; offset += read)
            {
                hash.AppendData(buffer, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // UTF-16 and UTF-8 order differ in one thing: surrogates stand for what UTF-8 sorts last.
    private static int CompareUtf8(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[common], right[common]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b)
            : char.IsSurrogate(a) ? 1
            : -1;
    }
}
