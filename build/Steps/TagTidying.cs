using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Git;
using Bakehouse.Oci;

namespace Bakehouse.Steps;

/// <summary>Keeps the number of an image's tags below what ECR allows.</summary>
public sealed class TagTidying(Lazy<TagLimit> limit, RunState run, Lazy<GitRepository> git)
{
    /// <param name="name">A repository, with the image's digest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TidyAsync(Reference name, CancellationToken cancellationToken)
    {
        if (run.Places.Ecr is { } registry)
        {
            await limit.Value.ApplyAsync(
                registry,
                name,
                token => git.Value.HistoryAsync(TagLimit.Most, token),
                cancellationToken
            );
        }
    }
}
