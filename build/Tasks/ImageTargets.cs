using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Steps;
using Cake.Core;

namespace Bakehouse.Tasks;

/// <summary>
/// Derives the targets of the images: Build-X, Test-X, Tag-X and Push-X, each on the one before it, and the same for all
/// images. They are registered where the engine is made, as <c>--tree</c> and <c>--dryrun</c> look at it before anything
/// is set up.
/// </summary>
public sealed class ImageTargets(BuildStep build, TestStep test, TagStep tag, PushStep push, DebugStep debug)
{
    /// <summary>The verbs, in the order in which an image passes through them.</summary>
    public static readonly IReadOnlyList<string> Verbs = ["Build", "Test", "Tag", "Push"];

    /// <summary>A push keeps no child waiting, however many there are and however long they take.</summary>
    public static bool GivesWay(ICakeTaskInfo task) => task.Name.StartsWith("Push-", StringComparison.Ordinal);

    public static string Name(string verb, ImageDefinition image) => $"{verb}-{image.TaskName}";

    /// <summary>Refuses a target that names a variant which its image has not.</summary>
    /// <exception cref="BakehouseException">It lists those that the image has.</exception>
    public static void RejectUnknownVariants(ImageCatalog catalog, IEnumerable<string> targets)
    {
        var ignoreCase = StringComparer.OrdinalIgnoreCase;
        var known = catalog
            .Images.SelectMany(image => (string[])[image.TaskName, image.FamilyTask])
            .ToHashSet(ignoreCase);
        foreach (var target in targets)
        {
            var verb = Verbs.FirstOrDefault(verb => target.StartsWith($"{verb}-", StringComparison.OrdinalIgnoreCase));
            var name = verb is null ? target : target[(verb.Length + 1)..];
            var family = catalog
                .Images.Where(image => image.Variant is not null)
                .Where(image => name.StartsWith($"{image.FamilyTask}-", StringComparison.OrdinalIgnoreCase))
                .GroupBy(image => image.FamilyTask)
                .MaxBy(images => images.Key.Length);
            if (family is not null && !known.Contains(name))
            {
                throw new BakehouseException(
                    $"{family.First().Family} has no variant '{name[(family.Key.Length + 1)..]}'.",
                    $"Its targets are {string.Join(", ", family.Select(image => image.TaskName))}, and {family.Key} for all."
                );
            }
        }
    }

    public void Register(ParallelEngine engine, ImageCatalog catalog)
    {
        // An image's own task is registered by Frosting, later.
        var classes = catalog.Images.Where(image => image.HasClass).Select(image => image.FamilyTask).ToHashSet();
        engine.TaskRegistered += (_, registered) =>
        {
            var name = registered.Task.Task.Name;
            if (classes.Contains(name))
            {
                registered.Task.IsDependentOn($"Test-{name}");
            }
        };
        foreach (var image in catalog.Images)
        {
            Register(engine, catalog, image);
        }

        foreach (var family in catalog.Images.Where(image => image.Variant is not null).GroupBy(image => image.Family))
        {
            RegisterFamily(engine, [.. family]);
        }

        RegisterAll(engine, catalog, "Build", "Builds all images");
        RegisterAll(engine, catalog, "Test", "Builds and tests all images");
        RegisterAll(engine, catalog, "Tag", "Builds and tests all images, and names them in the engine");
        RegisterAll(engine, catalog, "Push", "Builds, tests, tags and pushes all images");
        engine.RegisterTask("Default").Description("Builds and tests all images").IsDependentOn("Test-All");
    }

    private void Register(ICakeEngine engine, ImageCatalog catalog, ImageDefinition image)
    {
        var parents = image.Parents.Select(parent => catalog[parent.Image]).Distinct().ToList();
        Add(
            "Build",
            $"Builds {image.Name}",
            build,
            [
                .. parents.Select(parent => Name("Test", parent)),
                .. image.After.Select(other => Name("Build", catalog[other])),
            ]
        );
        Add("Test", $"Runs the tests of {image.Name} in it", test, [Name("Build", image)]);
        Add("Tag", $"Names the tested {image.Name} in the engine", tag, [Name("Test", image)]);
        Add(
            "Push",
            $"Pushes the tested {image.Name}",
            push,
            [Name("Tag", image), .. parents.Select(parent => Name("Push", parent))]
        );
        Add(
            DebugStep.Verb,
            $"Opens a shell where the build of {image.Name} fails, or where packer provisions it",
            debug,
            parents.Select(parent => Name("Test", parent))
        );
        if (!image.HasClass || image.Variant is not null)
        {
            engine.RegisterTask(image.TaskName).Description(image.Description).IsDependentOn(Name("Test", image));
        }

        CakeTaskBuilder Add(string verb, string description, IStep step, IEnumerable<string> dependencies)
        {
            var task = engine.RegisterTask(Name(verb, image)).Description(description);
            foreach (var dependency in dependencies)
            {
                task.IsDependentOn(dependency);
            }

            return task.Does(_ => step.RunAsync(image, TaskScope.CancellationToken));
        }
    }

    private static void RegisterFamily(ICakeEngine engine, IReadOnlyList<ImageDefinition> variants)
    {
        foreach (var verb in Verbs)
        {
            var task = engine.RegisterTask($"{verb}-{variants[0].FamilyTask}");
            task.Description($"The same for each of {string.Join(", ", variants.Select(image => image.Name))}");
            foreach (var image in variants)
            {
                task.IsDependentOn(Name(verb, image));
            }
        }

        // That of a class is registered by Frosting, later.
        if (!variants[0].HasClass)
        {
            var own = engine.RegisterTask(variants[0].FamilyTask).Description(variants[0].Description);
            foreach (var image in variants)
            {
                own.IsDependentOn(Name("Test", image));
            }
        }
    }

    private static void RegisterAll(ICakeEngine engine, ImageCatalog catalog, string verb, string description)
    {
        var task = engine.RegisterTask($"{verb}-All").Description(description);
        foreach (var image in catalog.Images)
        {
            task.IsDependentOn(Name(verb, image));
        }
    }
}
