using System.Formats.Tar;

namespace Bakehouse.Dockerfiles;

/// <summary>Tells named pipes, sockets and devices from files, without opening them: a pipe would wait for a writer.</summary>
internal static class SpecialFile
{
    /// <param name="file">What may be one.</param>
    /// <param name="shown">Its path in the error.</param>
    /// <exception cref="BakehouseException">It is one.</exception>
    public static void Reject(FileInfo file, string shown)
    {
        if (Is(file))
        {
            throw new BakehouseException(
                $"{shown} is no file, but a named pipe, a socket or a device.",
                "Remove it, or move it out of the image's folder."
            );
        }
    }

    // .NET tells what an entry is only where it packs it. Special ones have no length, so nothing is read here.
    private static bool Is(FileInfo file)
    {
        if (OperatingSystem.IsWindows() || file.Length > 0)
        {
            return false;
        }

        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, leaveOpen: true))
            {
                writer.WriteEntry(file.FullName, "entry");
            }
        }
        catch (IOException)
        {
            // A socket: there is none in an archive.
            return true;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile);
    }
}
