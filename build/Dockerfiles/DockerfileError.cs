namespace Bakehouse.Dockerfiles;

/// <summary>Errors of a Dockerfile name the file and the line, as <c>path:line</c>, so that an editor finds the place.</summary>
internal static class DockerfileError
{
    public static BakehouseException At(string path, int line, string problem, string remedy) =>
        new($"{path}:{line}: {problem}", remedy);
}
