namespace Bakehouse.Configuration;

/// <summary>How often an option may be given, and whether it has a value.</summary>
public enum OptionKind
{
    /// <summary>Given or not; also <c>=true</c>, <c>=false</c>, <c>=1</c>, <c>=0</c>, and its value where it has one.</summary>
    Flag,

    /// <summary>Given once, with a value.</summary>
    Value,

    /// <summary>Given as often as one likes, each time with a value.</summary>
    List,
}

/// <summary>An option of the command line: <c>--name</c>.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Kind">How it is given.</param>
/// <param name="Value">What the value looks like, for people; of a flag, the value that it may have, or nothing.</param>
/// <param name="Variable">The environment variable that stands for it; null where there is none.</param>
/// <param name="Description">What it does, as one clause.</param>
public sealed record Option(string Name, OptionKind Kind, string Value, string? Variable, string Description)
{
    /// <summary>A second variable that stands for it, where the first is not set; null where there is none.</summary>
    public string? FurtherVariable { get; init; }

    public static readonly Option Registry = new(
        "registry",
        OptionKind.Value,
        "HOST[:PORT]",
        "BAKEHOUSE_REGISTRY",
        "the registry to push to; with --sandbox, where the sandbox's own is to listen"
    );

    public static readonly Option RepositoryPrefix = new(
        "repository-prefix",
        OptionKind.Value,
        "PATH",
        "BAKEHOUSE_REPOSITORY_PREFIX",
        "what stands before each image's name in the registry: team/images gives team/images/base-build"
    )
    {
        FurtherVariable = "DOCKER_REPO",
    };

    public static readonly Option CreateRepositories = new(
        "create-repositories",
        OptionKind.Flag,
        "",
        "BAKEHOUSE_CREATE_REPOSITORIES",
        "make the repositories that ECR lacks"
    );

    public static readonly Option Role = new(
        "role",
        OptionKind.Value,
        "ARN",
        "BAKEHOUSE_ROLE",
        "the IAM role to assume for ECR"
    );

    public static readonly Option ScanGate = new(
        "scan-gate",
        OptionKind.Value,
        "SEVERITY",
        "BAKEHOUSE_SCAN_GATE",
        "give no tag to an image in which ECR's scan finds something that is LOW, MEDIUM, HIGH or CRITICAL, or worse"
    );

    public static readonly Option Sandbox = new(
        "sandbox",
        OptionKind.Flag,
        "ecr",
        "BAKEHOUSE_SANDBOX",
        "bring up an engine and a registry of this clone's own, and use them; with =ecr the registry is a local ECR"
    );

    public static readonly Option Upstream = new(
        "upstream",
        OptionKind.List,
        "REGISTRY=HOST[:PORT][/PATH]",
        "BAKEHOUSE_UPSTREAM",
        "where an upstream's images are fetched from in its place: docker.io=mirror.example.com/docker-hub"
    );

    public static readonly Option Release = new(
        "release",
        OptionKind.Flag,
        "",
        "RELEASE",
        "give the images the plain version, which never moves again"
    );

    public static readonly Option Jobs = new(
        "jobs",
        OptionKind.Value,
        "N",
        "BAKEHOUSE_JOBS",
        "how many tasks run side by side; two for each processor, and at least four, if not given"
    );

    public static readonly Option FailFast = new(
        "fail-fast",
        OptionKind.Flag,
        "",
        null,
        "start nothing more after the first failure"
    );

    public static readonly Option Refresh = new(
        "refresh",
        OptionKind.Flag,
        "",
        null,
        "make images anew whose distribution has newer packages, and what is built on them"
    );

    public static readonly Option Force = new(
        "force",
        OptionKind.Flag,
        "",
        null,
        "make the images anew that the targets name, whatever the registry has"
    );

    public static readonly Option NoCache = new(
        "no-cache",
        OptionKind.Flag,
        "",
        null,
        "build without the engine's layer cache"
    );

    public static readonly Option BuildArgument = new(
        "build-arg",
        OptionKind.List,
        "NAME=VALUE",
        null,
        "a build argument, for each image that declares it"
    );

    public static readonly Option BuildSecret = new(
        "secret",
        OptionKind.List,
        "id=ID[,src=FILE|,env=VARIABLE]",
        null,
        "a BuildKit secret, for each build"
    );

    public static readonly Option DockerOption = new(
        "docker-option",
        OptionKind.List,
        "OPTION",
        null,
        "one more option for docker build: --docker-option=--network=host"
    );

    public static readonly Option PushOption = new(
        "push-option",
        OptionKind.List,
        "OPTION",
        null,
        "one more option for docker push"
    );

    public static readonly Option PackerTimeLimit = new(
        "packer-time-limit",
        OptionKind.Value,
        "SECONDS",
        null,
        "how long each packer build may take, whatever its class says"
    );

    public static readonly Option ImagesFiles = new(
        "images-files",
        OptionKind.List,
        "FILE",
        null,
        "a manifest IMAGES.json whose images are built too"
    );

    public static readonly Option Plan = new(
        "plan",
        OptionKind.Value,
        "FILE",
        null,
        "run this saved plan, and nothing if the facts have changed since"
    );

    public static readonly Option Explain = new(
        "explain",
        OptionKind.Value,
        "IMAGE",
        null,
        "with the target Plan: all that is known of one image"
    );

    public static readonly Option Copy = new(
        "copy",
        OptionKind.Value,
        "NAME:TAG",
        null,
        "with the target Restore-Copy: the copy of an upstream image, such as utility/redis:7"
    );

    public static readonly Option Backup = new(
        "backup",
        OptionKind.Value,
        "YYYYMMDD[-N]",
        null,
        "with the target Restore-Copy: the day of the backup, and its number where it has one, instead of the newest"
    );

    public static readonly Option ExitCodeIfNothing = new(
        "exit-code-if-nothing",
        OptionKind.Value,
        "N",
        null,
        "with the target Plan: the exit code where there is nothing to do, instead of 0"
    );

    /// <summary>All of them, in the order in which they are explained.</summary>
    public static readonly IReadOnlyList<Option> All =
    [
        Registry,
        RepositoryPrefix,
        CreateRepositories,
        Role,
        ScanGate,
        Sandbox,
        Upstream,
        Release,
        Jobs,
        FailFast,
        Refresh,
        Force,
        NoCache,
        BuildArgument,
        BuildSecret,
        DockerOption,
        PushOption,
        PackerTimeLimit,
        ImagesFiles,
        Plan,
        Explain,
        Copy,
        Backup,
        ExitCodeIfNothing,
    ];
}
