namespace Cake.Docker;

/// <summary>Options of <c>docker exec</c>.</summary>
public sealed partial class DockerContainerExecSettings : AutoToolSettings
{
    public bool? Detach { get; set; }

    public string DetachKeys { get; set; }

    public string[] Env { get; set; }

    public bool? Interactive { get; set; }

    public bool? Privileged { get; set; }

    public bool? Tty { get; set; }

    public string User { get; set; }

    public string Workdir { get; set; }
}
