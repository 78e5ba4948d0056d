using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bakehouse.Sandbox;

/// <summary>
/// What the sandbox has made so far, in <c>.sandbox/state.json</c>. It is written with each thing that is made, so
/// that Down also undoes an Up that was cut off.
/// </summary>
internal sealed class Journal
{
    private readonly string file;
    private JournalEntries entries;

    private Journal(string file, JournalEntries entries)
    {
        this.file = file;
        this.entries = entries;
    }

    public JournalEntries Entries
    {
        get => entries;
        set
        {
            entries = value;
            Save();
        }
    }

    public static Journal Open(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var read = JsonSerializer.Deserialize(stream, JournalFormat.Default.JournalEntries);
            return new Journal(file, read ?? new JournalEntries());
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Journal(file, new JournalEntries());
        }
        catch (JsonException exception)
        {
            throw new BakehouseException(
                $"The sandbox's journal {file} cannot be read: {exception.Message}",
                "Restore it, or end the sandbox's processes by hand and delete the file.",
                exception
            );
        }
    }

    public Daemon? Find(string name) => entries.Daemons.FirstOrDefault(daemon => daemon.Name == name);

    public void Add(Daemon daemon) =>
        Entries = entries with { Daemons = [.. entries.Daemons.Where(other => other.Name != daemon.Name), daemon] };

    public void Remove(Daemon daemon) =>
        Entries = entries with { Daemons = [.. entries.Daemons.Where(other => other.Name != daemon.Name)] };

    public void Delete() => File.Delete(file);

    private void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var written = file + ".new";
        File.WriteAllBytes(written, JsonSerializer.SerializeToUtf8Bytes(entries, JournalFormat.Default.JournalEntries));
        File.Move(written, file, overwrite: true);
    }
}

/// <summary>The journal's content.</summary>
internal sealed record JournalEntries
{
    /// <summary>The layout of the tools (<see cref="ToolsetMaker.Layout"/>) that the state was made with.</summary>
    public int Layout { get; init; }

    /// <summary>The folder of the unpacked tools that the daemons were started from.</summary>
    public string? Tools { get; init; }

    public EngineNetwork? Network { get; init; }

    public IReadOnlyList<Daemon> Daemons { get; init; } = [];

    public int? RegistryPort { get; init; }

    public int? UpstreamPort { get; init; }

    public int? AptProxyPort { get; init; }

    public int? LocalEcrPort { get; init; }

    public int? LocalEcrStoragePort { get; init; }

    /// <summary>The sandbox as Up handed it out; null until it was complete for the first time.</summary>
    public SandboxState? State { get; init; }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JournalEntries))]
internal sealed partial class JournalFormat : JsonSerializerContext;
