namespace Bakehouse.Pipelines;

/// <summary>What a pipeline may have, by GitLab's documentation, "CI/CD limits" and "GitLab.com settings".</summary>
/// <param name="Jobs">
/// Jobs that build or test. GitLab.com allows 500 in a pipeline, and in all active ones together, on its smallest tier;
/// self-managed instances have no limit unless one is set.
/// </param>
/// <param name="Needs">Jobs that a job may name under <c>needs</c>.</param>
/// <param name="Stages">Stages, so that what has many levels is not cut into as many jobs.</param>
public sealed record PipelineLimits(int Jobs, int Needs, int Stages)
{
    public static readonly PipelineLimits GitLab = new(Jobs: 400, Needs: 50, Stages: 100);
}
