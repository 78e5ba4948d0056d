namespace Bakehouse.Planning;

/// <summary>A package of an image of which its distribution has a newer version.</summary>
public sealed record PackageUpdate(string Name, string Installed, string Available)
{
    /// <summary>Reads <c>openssl 3.5.1-1 3.5.1-1+deb13u1</c>.</summary>
    public static PackageUpdate Parse(string line) =>
        line.Split(' ') is [var name, var installed, var available]
            ? new PackageUpdate(name, installed, available)
            : throw new FormatException($"'{line}' is no package update.");

    public override string ToString() => $"{Name} {Installed} → {Available} is waiting";
}
