using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Steps;
using Cake.Core;

namespace Bakehouse.Tasks;

/// <summary>
/// Derives the targets of the copies of upstream images: Cache-X-TAG for each, Cache-X for all tags of one, Cache-All for
/// all, which is part of Push-All. An image that stands on a copy is built after it; one that customises it is what people
/// pull, so Cache-X and Cache-All push it too.
/// </summary>
public sealed class CopyTargets(MirrorStep mirror)
{
    /// <summary>The target that refreshes all copies.</summary>
    public const string All = "Cache-All";

    private const string PushAll = "Push-All";

    /// <summary>To be called before the images' targets are registered, which get some of these as dependencies.</summary>
    public void Register(ParallelEngine engine, ImageCatalog images, CopyCatalog copies)
    {
        var dependencies = images.Images.ToDictionary(
            image => ImageTargets.Name("Build", image),
            image => copies.Under(image).Select(copy => copy.TaskName).ToList()
        );
        dependencies[PushAll] = [All];

        // The task of a class is registered by Frosting, later.
        foreach (var family in copies.Copies.GroupBy(copy => copy.FamilyTask))
        {
            dependencies[family.Key] =
            [
                .. family.Select(copy => copy.TaskName),
                .. images
                    .Images.Where(image => image.Family == family.First().Family && copies.Under(image).Any())
                    .Select(image => ImageTargets.Name("Push", image)),
            ];
        }

        dependencies[All] = [.. copies.Copies.SelectMany(copy => dependencies[copy.FamilyTask]).Distinct()];

        engine.TaskRegistered += (_, registered) =>
        {
            foreach (var dependency in dependencies.GetValueOrDefault(registered.Task.Task.Name, []))
            {
                registered.Task.IsDependentOn(dependency);
            }
        };
        foreach (var copy in copies.Copies)
        {
            engine
                .RegisterTask(copy.TaskName)
                .Description($"Refreshes the copy of {copy.Upstream.Familiar}")
                .Does(_ => mirror.RunAsync(copy, TaskScope.CancellationToken));
        }

        engine.RegisterTask(All).Description("Refreshes all copies of upstream images");
    }
}
