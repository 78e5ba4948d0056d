namespace Bakehouse.CommandOptions;

/// <summary>
/// The options of the programs that people may hand options to, as their <c>--help</c> lists them: docker 20.10 to 28 with its own
/// builder, buildx 0.13 to 0.29, packer 1.6 to 1.11. One that names, pushes or exports is in it to be refused with a reason.
/// </summary>
public static class KnownOptions
{
    private const string Exports = "writes to a registry or a folder what no test has seen";
    private const string IsTheRuns = "the run decides itself";
    private const string MakesNone = "makes no image";

    /// <summary>Those of <c>docker build</c>, with BuildKit and without.</summary>
    public static readonly OptionSet DockerBuild = new(
        "docker build",
        [
            new("tag", HasValue: true, 't')
            {
                Refusal = "names the image before its tests have passed",
                IsPassedOverInManifests = true,
            },
            new("push", HasValue: false)
            {
                Refusal = "pushes the image before its tests have passed",
                IsPassedOverInManifests = true,
            },
            new("load", HasValue: false)
            {
                Refusal = "keeps the image from the engine, where its tests run",
                PassesIfTrue = true,
                IsPassedOverInManifests = true,
            },
            new("output", HasValue: true, 'o') { Refusal = Exports },
            new("cache-to", HasValue: true) { Refusal = Exports },
            new("file", HasValue: true, 'f') { Refusal = IsTheRuns },
            new("iidfile", HasValue: true) { Refusal = IsTheRuns },
            new("call", HasValue: true) { Refusal = MakesNone },
            new("print", HasValue: true) { Refusal = MakesNone },
            new("check", HasValue: false) { Refusal = MakesNone },
            .. Values(
                "add-host",
                "allow",
                "annotation",
                "attest",
                "build-arg",
                "build-context",
                "builder",
                "cache-from",
                "cgroup-parent",
                "cpu-period",
                "cpu-quota",
                "cpuset-cpus",
                "cpuset-mems",
                "isolation",
                "label",
                "memory-swap",
                "metadata-file",
                "network",
                "no-cache-filter",
                "platform",
                "progress",
                "provenance",
                "sbom",
                "secret",
                "security-opt",
                "shm-size",
                "ssh",
                "target",
                "ulimit"
            ),
            new("cpu-shares", HasValue: true, 'c'),
            new("memory", HasValue: true, 'm'),
            .. Flags("compress", "disable-content-trust", "force-rm", "no-cache", "pull", "rm", "squash"),
            new("debug", HasValue: false, 'D'),
            new("quiet", HasValue: false, 'q'),
        ]
    );

    /// <summary>Those of <c>docker push</c>.</summary>
    public static readonly OptionSet DockerPush = new(
        "docker push",
        [
            new("all-tags", HasValue: false, 'a') { Refusal = "pushes images that no test has seen" },
            new("platform", HasValue: true) { Refusal = "pushes another manifest than the tested image's" },
            .. Flags("disable-content-trust"),
            new("quiet", HasValue: false, 'q'),
        ]
    );

    /// <summary>Those of <c>packer build</c>. What its file would name or push is left to the run, whatever they say.</summary>
    public static readonly OptionSet PackerBuild = new(
        "packer build",
        [
            .. Values("except", "on-error", "only", "parallel-builds", "var", "var-file"),
            .. Flags(
                "color",
                "debug",
                "force",
                "ignore-prerelease-plugins",
                "machine-readable",
                "parallel",
                "timestamp-ui",
                "use-sequential-evaluation",
                "warn-on-undeclared-var"
            ),
        ]
    )
    {
        HasNamesOnly = true,
    };

    private static IEnumerable<KnownOption> Values(params IEnumerable<string> names) =>
        names.Select(name => new KnownOption(name, HasValue: true));

    private static IEnumerable<KnownOption> Flags(params IEnumerable<string> names) =>
        names.Select(name => new KnownOption(name, HasValue: false));
}
