using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Builds an image from the context at a path or address, and the Dockerfile in it.</summary>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, string path) => DockerBuild(context, null, path);

    /// <summary>Builds an image from the context at a path or address, which is quoted unless it is already.</summary>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, DockerImageBuildSettings settings, string path)
    {
        ThrowIfNullOrEmpty(path, nameof(path));
        var trimmed = path.Trim();
        var isQuoted = trimmed.Length > 1 && trimmed.StartsWith('"') && trimmed.EndsWith('"');
        Run(context, "image build", settings, isQuoted ? path : $"\"{path}\"");
    }

    /// <summary>Builds an image with BuildKit from the context at a path or address.</summary>
    [CakeMethodAlias]
    public static void DockerBuildXBuild(this ICakeContext context, string target) =>
        DockerBuildXBuild(context, null, target);

    /// <summary>Builds an image with BuildKit from the context at a path or address.</summary>
    [CakeMethodAlias]
    public static void DockerBuildXBuild(
        this ICakeContext context,
        DockerBuildXBuildSettings settings,
        string target
    ) => Run(context, "buildx build", settings, target);
}
