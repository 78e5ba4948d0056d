using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Pipelines;
using Bakehouse.Steps;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Pipeline")]
[TaskDescription("Plans, and writes a GitLab child pipeline for the plan to artifacts/pipeline.yml")]
[IsDependentOn(typeof(PlanTask))]
public sealed class PipelineTask(Lazy<Artifacts> artifacts, Lazy<ImageCatalog> catalog, Lazy<CopyCatalog> copies)
    : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var images = catalog.Value.Images;
        var plan = await artifacts.Value.ReadPlanAsync(TaskScope.CancellationToken);
        var pipeline = ChildPipeline.Of(plan, images, PipelineLimits.GitLab);
        await File.WriteAllTextAsync(
            artifacts.Value.Pipeline,
            PipelineYaml.Write(pipeline, images, copies.Value.Copies),
            TaskScope.CancellationToken
        );
    }
}
