namespace Cake.Docker;

/// <summary>Options of <c>docker run</c>.</summary>
public sealed partial class DockerContainerRunSettings : AutoToolSettings
{
    public string[] AddHost { get; set; }

    public string[] Attach { get; set; }

    public ulong? BlkioWeightDevice { get; set; }

    public string[] CapAdd { get; set; }

    public string[] CapDrop { get; set; }

    public string CgroupParent { get; set; }

    public string Cidfile { get; set; }

    public long? CpuCount { get; set; }

    public long? CpuPercent { get; set; }

    public long? CpuPeriod { get; set; }

    public long? CpuQuota { get; set; }

    public long? CpuRtPeriod { get; set; }

    public long? CpuRtRuntime { get; set; }

    public ulong? Cpus { get; set; }

    public string CpusetCpus { get; set; }

    public string CpusetMems { get; set; }

    public long? CpuShares { get; set; }

    public bool? Detach { get; set; }

    public string DetachKeys { get; set; }

    public string[] Device { get; set; }

    public string[] DeviceCgroupRule { get; set; }

    public ulong? DeviceReadBps { get; set; }

    public ulong? DeviceReadIops { get; set; }

    public ulong? DeviceWriteBps { get; set; }

    public ulong? DeviceWriteIops { get; set; }

    [AutoProperty(Format = Constants.BoolWithTrueDefaultFormat)]
    public bool? DisableContentTrust { get; set; }

    public string[] Dns { get; set; }

    public string[] DnsOption { get; set; }

    public string[] DnsSearch { get; set; }

    public string Entrypoint { get; set; }

    public string[] Env { get; set; }

    public string[] EnvFile { get; set; }

    public string[] Expose { get; set; }

    public string[] GroupAdd { get; set; }

    public string HealthCmd { get; set; }

    public string HealthInterval { get; set; }

    public int? HealthRetries { get; set; }

    public string HealthStartPeriod { get; set; }

    public string HealthTimeout { get; set; }

    public string Hostname { get; set; }

    public bool? Init { get; set; }

    public bool? Interactive { get; set; }

    public string IoMaxbandwidth { get; set; }

    public string IoMaxiops { get; set; }

    public string Ip { get; set; }

    public string Ip6 { get; set; }

    public string Ipc { get; set; }

    public string Isolation { get; set; }

    public string KernelMemory { get; set; }

    public string[] Label { get; set; }

    public string[] LabelFile { get; set; }

    public string[] Link { get; set; }

    public string[] LinkLocalIp { get; set; }

    public string LogDriver { get; set; }

    public string[] LogOpt { get; set; }

    public string MacAddress { get; set; }

    public string Memory { get; set; }

    public string MemoryReservation { get; set; }

    public string MemorySwap { get; set; }

    public long? MemorySwappiness { get; set; }

    public string[] Mount { get; set; }

    public string Name { get; set; }

    public string Network { get; set; }

    public string[] NetworkAlias { get; set; }

    public bool? NoHealthcheck { get; set; }

    public bool? OomKillDisable { get; set; }

    public int? OomScoreAdj { get; set; }

    public string Pid { get; set; }

    public long? PidsLimit { get; set; }

    public string Platform { get; set; }

    public bool? Privileged { get; set; }

    public string[] Publish { get; set; }

    public bool? PublishAll { get; set; }

    public bool? ReadOnly { get; set; }

    public string Restart { get; set; }

    public bool? Rm { get; set; }

    public string Runtime { get; set; }

    public string[] SecurityOpt { get; set; }

    public string ShmSize { get; set; }

    public bool? SigProxy { get; set; }

    public string StopSignal { get; set; }

    public int? StopTimeout { get; set; }

    public string[] StorageOpt { get; set; }

    public string[] Sysctl { get; set; }

    public string[] Tmpfs { get; set; }

    public bool? Tty { get; set; }

    public string[] Ulimit { get; set; }

    public string User { get; set; }

    public string Userns { get; set; }

    public string Uts { get; set; }

    public string[] Volume { get; set; }

    public string VolumeDriver { get; set; }

    public string[] VolumesFrom { get; set; }

    public string Workdir { get; set; }
}
