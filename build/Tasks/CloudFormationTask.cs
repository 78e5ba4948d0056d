using Bakehouse.Adapters.Ecr;
using Bakehouse.Steps;
using Cake.Core;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Cloud-Formation")]
[TaskDescription("Writes the images' ECR repositories to cloudformation/ecr.yaml")]
public sealed class CloudFormationTask(Lazy<RepositoryList> repositories) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var file = Path.Combine(context.Environment.WorkingDirectory.FullPath, CloudFormationTemplate.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, CloudFormationTemplate.Write(repositories.Value.All));
    }
}
