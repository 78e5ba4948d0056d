namespace Cake.Docker;

/// <summary>Options of <c>docker buildx build</c>.</summary>
public sealed class DockerBuildXBuildSettings : AutoToolSettings
{
    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] AddHost { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Allow { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] BuildArg { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] BuildContext { get; set; }

    public string Builder { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] CacheFrom { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] CacheTo { get; set; }

    public string CgroupParent { get; set; }

    public bool? Compress { get; set; }

    public long? CpuPeriod { get; set; }

    public long? CpuQuota { get; set; }

    public string CpusetCpus { get; set; }

    public string CpusetMems { get; set; }

    public long? CpuShares { get; set; }

    [AutoProperty(Format = Constants.BoolWithTrueDefaultFormat)]
    public bool? DisableContentTrust { get; set; }

    public string File { get; set; }

    public bool? ForceRm { get; set; }

    public string Iidfile { get; set; }

    public string Isolation { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Label { get; set; }

    public bool Load { get; set; }

    public string Memory { get; set; }

    public string MemorySwap { get; set; }

    public string MetadataFile { get; set; }

    public string Network { get; set; }

    public bool NoCache { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] NoCacheFilter { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Output { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Platform { get; set; }

    public string Progress { get; set; }

    public bool Pull { get; set; }

    public bool Push { get; set; }

    public bool Quiet { get; set; }

    [AutoProperty(Format = Constants.BoolWithTrueDefaultFormat)]
    public bool? Rm { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Secret { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] SecurityOpt { get; set; }

    public string ShmSize { get; set; }

    public bool? Squash { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Ssh { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Tag { get; set; }

    public string Target { get; set; }

    [AutoProperty(AutoArrayType = AutoArrayType.List)]
    public string[] Ulimit { get; set; }
}
