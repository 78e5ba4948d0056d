using Bakehouse.Reporting;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Graph")]
[TaskDescription("Draws which image is built on which: a tree, and a Mermaid picture in artifacts/graph.mmd")]
public sealed class GraphTask(Lazy<ImageGraph> graph) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => graph.Value.Draw();
}
