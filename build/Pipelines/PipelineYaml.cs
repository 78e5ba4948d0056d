using Bakehouse.Images;
using YamlDotNet.Serialization;

namespace Bakehouse.Pipelines;

/// <summary>Writes a child pipeline as GitLab reads it ("CI/CD YAML syntax reference").</summary>
public static class PipelineYaml
{
    // Where the template of the jobs stands: image, services, artifacts, retries.
    private const string Template = ".ci/job.yml";

    private const string Release = "release";

    // Names that mean something else at the top of such a file, and "pages", which is deployed.
    private static readonly HashSet<string> Keywords =
    [
        "after_script",
        "artifacts",
        "before_script",
        "cache",
        "default",
        "image",
        "include",
        "pages",
        Release,
        "services",
        "spec",
        "stages",
        "true",
        "false",
        "nil",
        "types",
        "variables",
        "workflow",
    ];

    public static string Write(
        ChildPipeline pipeline,
        IReadOnlyList<ImageDefinition> images,
        IReadOnlyList<CopyDefinition> copies
    )
    {
        var targets = images
            .Select(image => KeyValuePair.Create(image.Name, $"--target=Push-{image.TaskName}"))
            .Concat(copies.Select(copy => KeyValuePair.Create(copy.Name, $"--target={copy.TaskName}")))
            .ToDictionary();
        var root = new Dictionary<string, object>
        {
            ["include"] = new[] { new Dictionary<string, object> { ["local"] = Template } },
            // Without rules of its own a child pipeline has no jobs where a merge request's pipeline starts it.
            ["workflow"] = new Dictionary<string, object>
            {
                ["rules"] = new[] { new Dictionary<string, object> { ["when"] = "always" } },
            },
            ["stages"] = pipeline
                .Jobs.Select(job => job.Stage)
                .Append(1)
                .Distinct()
                .Order()
                .Select(StageName)
                .Concat(pipeline.Release is null ? [] : [Release]),
        };
        foreach (var job in pipeline.Jobs)
        {
            root[JobName(job.Name)] = Content(job, targets);
        }

        if (pipeline.Jobs.Count == 0)
        {
            root["nothing to do"] = new Dictionary<string, object>
            {
                ["extends"] = ".nothing",
                ["stage"] = StageName(1),
                ["script"] = new[] { "echo 'All images are in the registry, tested, under all their tags.'" },
            };
        }

        if (pipeline.Release is { } release)
        {
            root[Release] = Content(release);
        }

        return new SerializerBuilder().DisableAliases().WithQuotingNecessaryStrings().Build().Serialize(root);
    }

    private static Dictionary<string, object> Content(PipelineJob job, Dictionary<string, string> targets)
    {
        var content = new Dictionary<string, object>
        {
            ["extends"] = job.Name == ChildPipeline.TagJob ? ".tags" : ".image",
            ["stage"] = StageName(job.Stage),
        };

        // A job that names more than it may waits for the stages before its own, but takes nothing of theirs either.
        if (job.Needs is { } needs)
        {
            content["needs"] = needs.Select(need => new Dictionary<string, object>
            {
                ["job"] = JobName(need),
                ["artifacts"] = false,
            });
        }
        else
        {
            content["dependencies"] = Array.Empty<string>();
        }

        content["resource_group"] = $"$CI_COMMIT_REF_SLUG/{job.Name.Replace(' ', '-')}";

        // What is made anew comes first: what stands on it follows, as it finds another parent.
        // What could not be asked comes last: the script ends where that fails.
        content["script"] = new[]
        {
            Command(job.Forced, " --force"),
            Command(job.Images.Except(job.Forced).Except(job.Unasked)),
            Command(job.Unasked, " --refresh"),
        }.Where(command => command.Length > 0);
        return content;

        string Command(IEnumerable<string> names, string option = "")
        {
            var asked = string.Join(' ', names.Select(name => targets[name]));
            return asked.Length == 0 ? "" : $"./build.sh {asked}{option}";
        }
    }

    // It waits for all stages, and so comes only where all images are there.
    private static Dictionary<string, object> Content(PipelineRelease release) =>
        new()
        {
            ["extends"] = ".release",
            ["stage"] = Release,
            ["script"] = new[] { $"echo 'Release {release.Tag}'" },
            ["release"] = new Dictionary<string, object>
            {
                ["tag_name"] = release.Tag,
                ["name"] = release.Tag,
                ["description"] = string.Concat(release.Images.Select(image => $"- `{image}`\n")),
            },
        };

    private static string JobName(string name) => Keywords.Contains(name) ? $"{name} (image)" : name;

    private static string StageName(int stage) => $"images {stage}";
}
