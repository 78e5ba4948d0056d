using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>The account's registry: its repositories and settings, kept in a file.</summary>
internal sealed partial class Registry
{
    private readonly Lock changing = new();
    private readonly string file;
    private RegistryState state;

    public Registry(LocalEcrOptions options)
    {
        Id = options.AccountId;
        file = Path.Combine(Directory.CreateDirectory(options.Data).FullName, "registry.json");
        state = File.Exists(file)
            ? JsonSerializer.Deserialize<RegistryState>(File.ReadAllBytes(file))!
            : new RegistryState();
    }

    /// <summary>The account's number.</summary>
    public string Id { get; }

    /// <summary>Ordered by their names.</summary>
    public IReadOnlyCollection<Repository> Repositories => [.. state.Repositories.Values];

    /// <summary>The account settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings => state.Settings;

    public void Set(string setting, string value)
    {
        lock (changing)
        {
            Save(state with { Settings = state.Settings.SetItem(setting, value) });
        }
    }

    /// <exception cref="Access.AwsException">There is none of that name.</exception>
    public Repository Get(string name) =>
        state.Repositories.GetValueOrDefault(name) ?? throw EcrErrors.NoRepository(name, Id);

    /// <exception cref="Access.AwsException">It exists, or its name is none.</exception>
    public void Add(Repository repository)
    {
        if (repository.Name.Length is < 2 or > 256 || !Name().IsMatch(repository.Name))
        {
            throw EcrErrors.Invalid("repositoryName", $"must satisfy regular expression '{NamePattern}'");
        }

        lock (changing)
        {
            if (state.Repositories.ContainsKey(repository.Name))
            {
                throw EcrErrors.RepositoryExists(repository.Name, Id);
            }

            Save(state with { Repositories = state.Repositories.Add(repository.Name, repository) });
        }
    }

    /// <summary>Changes a repository; changes happen one after the other.</summary>
    public Repository Update(string name, Func<Repository, Repository> change)
    {
        lock (changing)
        {
            var changed = change(Get(name));
            Save(state with { Repositories = state.Repositories.SetItem(name, changed) });
            return changed;
        }
    }

    public void Remove(string name)
    {
        lock (changing)
        {
            Save(state with { Repositories = state.Repositories.Remove(name) });
        }
    }

    private void Save(RegistryState changed)
    {
        var written = file + ".new";
        File.WriteAllBytes(written, JsonSerializer.SerializeToUtf8Bytes(changed));
        File.Move(written, file, overwrite: true);
        state = changed;
    }

    private const string NamePattern = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";

    [GeneratedRegex($"^{NamePattern}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    private sealed record RegistryState
    {
        public ImmutableSortedDictionary<string, Repository> Repositories { get; init; } =
            ImmutableSortedDictionary.Create<string, Repository>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, string> Settings { get; init; } =
            ImmutableSortedDictionary<string, string>.Empty;
    }
}
