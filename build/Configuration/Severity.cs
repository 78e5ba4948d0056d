namespace Bakehouse.Configuration;

/// <summary>How bad a finding is: the names that ECR has for it, from least to most.</summary>
public enum Severity
{
    Undefined,
    Informational,
    Low,
    Medium,
    High,
    Critical,
}
