using System.Text;
using Bakehouse.Dockerfiles;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Planning;

/// <summary>An image's folder on disk, and the inputs that are read from it as a run reads them.</summary>
internal sealed class FingerprintFixture : IDisposable
{
    public const string Dockerfile = """
        # syntax=docker/dockerfile:1
        ARG BASE_ROOT=base-root
        ARG MIRROR=docker.io
        FROM golang:1 AS tools
        FROM ${BASE_ROOT}
        ARG JDK=17
        COPY --from=nginx:1 /etc/nginx /etc/nginx
        COPY --from=tools /go /go
        RUN --mount=type=bind,from=busybox:1,target=/b cp /b/x /x
        """;

    public const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public TemporaryFolder Folder { get; } =
        new TemporaryFolder()
            .With("Dockerfile", Dockerfile)
            .With(".dockerignore", "**/*.log")
            .With("files/a.txt", "a", Plain)
            .With("files/run.sh", "run", Plain | UnixFileMode.UserExecute);

    public Dictionary<string, string> Arguments { get; } = new() { ["JDK"] = "21" };

    public HashSet<string> WhereArguments { get; } = ["MIRROR"];

    public List<string> Options { get; } = ["--network=host", "--ulimit=nofile=1024"];

    public string Platform { get; set; } = "linux/amd64";

    /// <summary>What stands for the content behind each name in the registries.</summary>
    public Dictionary<string, string> Registry { get; } = [];

    public FingerprintInputs Inputs
    {
        get
        {
            var context = ContextFiles.Read(Folder.Path);
            var file = Bakehouse.Dockerfiles.Dockerfile.Parse(File.ReadAllText(Folder["Dockerfile"]), "Dockerfile");
            return new FingerprintInputs
            {
                Platform = Platform,
                Dockerfile = context.Dockerfile,
                Files = context.Files,
                Arguments = file.Effective(Arguments),
                WhereArguments = WhereArguments,
                Options = [.. Options],
                References =
                [
                    .. file.ImageReferences(Arguments, Platform)
                        .Select(image => new ReferencedImage(
                            image.Kind,
                            image.Name,
                            DigestOf(Registry.GetValueOrDefault(image.Name, image.Name)),
                            IsParent: image.Name == "base-root"
                        )),
                ],
            };
        }
    }

    public Fingerprint Fingerprint => Fingerprint.Of(Inputs);

    public static Digest DigestOf(string content) => Digest.Of(Encoding.UTF8.GetBytes(content));

    public void Dispose() => Folder.Dispose();
}
