using System.Formats.Tar;

namespace Bakehouse.Adapters.Docker;

/// <summary>Reads the archive that the engine makes of files in a container, as it comes. Nothing is unpacked.</summary>
internal static class ContainerArchive
{
    // What is beyond a file's limit has to be read to get at the next one. A sparse file of a terabyte takes no room.
    private const long MostSkipped = 1L << 30;

    /// <exception cref="DockerException">It is no archive.</exception>
    public static async Task<ContainerFiles> ReadAsync(
        Stream stream,
        ReadLimits limits,
        CancellationToken cancellationToken
    )
    {
        var files = new List<ContainerFile>();
        var skipped = 0L;
        try
        {
            await using var archive = new TarReader(stream, leaveOpen: true);
            while (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.EntryType == TarEntryType.Directory)
                {
                    continue;
                }

                if (files.Count == limits.Files)
                {
                    return new ContainerFiles(files) { HasMore = true };
                }

                files.Add(await ReadAsync(entry, limits.Bytes, cancellationToken));
                skipped += Math.Max(0, entry.Length - limits.Bytes);
                if (skipped > MostSkipped)
                {
                    return new ContainerFiles(files) { HasMore = true };
                }
            }

            // An archive is padded; docker is to get rid of that, too.
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DockerException("docker cp", $"what it wrote is no archive: {exception.Message}", exception);
        }

        return new ContainerFiles(files);
    }

    private static async Task<ContainerFile> ReadAsync(TarEntry entry, int limit, CancellationToken cancellationToken)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            return new ContainerFile(entry.Name, default) { IsRegular = false };
        }

        var content = new byte[Math.Min(entry.Length, limit)];
        if (entry.DataStream is { } data)
        {
            await data.ReadExactlyAsync(content, cancellationToken);
        }

        return new ContainerFile(entry.Name, content) { IsCut = entry.Length > limit };
    }
}
