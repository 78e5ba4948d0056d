using System.Text.Json;
using System.Text.Json.Nodes;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Docker;

/// <summary>The settings of docker's <c>config.json</c>.</summary>
internal sealed class DockerSettings
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject content;

    private DockerSettings(JsonObject content) => this.content = content;

    /// <param name="file">The file; that there is none is no error.</param>
    public static DockerSettings Read(string file)
    {
        if (!File.Exists(file))
        {
            return new DockerSettings([]);
        }

        try
        {
            return new DockerSettings((JsonObject)JsonNode.Parse(File.ReadAllText(file))!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException)
        {
            // The parser's own message may quote the file, and the file may have passwords.
            throw new BakehouseException(
                $"{file} is no valid docker configuration.",
                "Correct it, or remove it and run `docker login` again."
            );
        }
    }

    /// <summary>
    /// The same without passwords: for the given registries, and for those whose passwords were in the file, docker asks
    /// the run's helper.
    /// </summary>
    /// <param name="registries"><c>host[:port]</c>.</param>
    public DockerSettings WithHelper(IEnumerable<string> registries)
    {
        var changed = (JsonObject)content.DeepClone();
        var logins = (changed["auths"] as JsonObject ?? []).Select(login => login.Key).ToList();
        changed.Remove("auths");
        var helpers = changed["credHelpers"] as JsonObject;
        changed["credHelpers"] = helpers ??= [];
        foreach (var key in logins.Concat(logins.Select(DockerConfigCredentials.Registry)))
        {
            helpers.TryAdd(key, HelperScript.Name);
        }

        foreach (var registry in registries)
        {
            helpers[DockerConfigCredentials.Key(registry)] = HelperScript.Name;
        }

        return new DockerSettings(changed);
    }

    /// <summary>As JSON.</summary>
    public override string ToString() => content.ToJsonString(Indented);
}
