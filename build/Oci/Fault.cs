namespace Bakehouse.Oci;

/// <summary>What is wrong with a part of a reference, and where: an offset into that part.</summary>
/// <remarks>The rules are those of distribution/reference, "Grammar" (reference.go), which Docker follows.</remarks>
internal sealed record Fault(int Offset, string Problem)
{
    private const int MaxRepositoryLength = 255;

    public static Fault? InTag(string tag)
    {
        if (tag.Length == 0)
            return new(0, "the tag is empty");
        if (tag[0] is '.' or '-')
            return new(0, $"a tag may not start with '{tag[0]}'");
        for (var i = 0; i < tag.Length; i++)
            if (!TagName.Allows(tag[i]))
                return new(i, $"a tag may not have {Name(tag[i])}");
        return tag.Length > TagName.MaxLength
            ? new(TagName.MaxLength, $"the tag has {tag.Length} characters, and {TagName.MaxLength} are allowed")
            : null;
    }

    public static Fault? InRepository(string repository)
    {
        if (repository.Length == 0)
            return new(0, "the repository is missing");
        var offset = 0;
        foreach (var component in repository.Split('/'))
        {
            if (InComponent(component) is { } fault)
                return fault with { Offset = offset + fault.Offset };
            offset += component.Length + 1;
        }
        return repository.Length > MaxRepositoryLength
            ? new(
                MaxRepositoryLength,
                $"the repository has {repository.Length} characters, and {MaxRepositoryLength} are allowed"
            )
            : null;
    }

    public static Fault? InRegistry(string registry)
    {
        var hostLength = HostLength(registry);
        var host = registry[..hostLength];
        if (host.StartsWith('['))
            return InBrackets(host) ?? InPort(registry, hostLength);
        var offset = 0;
        foreach (var label in host.Split('.'))
        {
            if (InLabel(label) is { } fault)
                return fault with { Offset = offset + fault.Offset };
            offset += label.Length + 1;
        }
        return InPort(registry, hostLength);
    }

    /// <summary>Without a dot or a port it would be read as the start of a repository on Docker Hub.</summary>
    public static Fault OfRegistryName(string registry) =>
        new(0, $"'{registry}' has neither a dot nor a port, so it names no registry");

    /// <summary>Lower case letters and digits, in between one dot, one or two underscores, or dashes.</summary>
    private static Fault? InComponent(string component)
    {
        if (component.Length == 0)
            return new(0, "a part of the repository is empty");
        for (var i = 0; i < component.Length; i++)
        {
            if (char.IsAsciiLetterUpper(component[i]))
                return new(i, $"upper case '{component[i]}' in the repository, which is lower case");
            if (!IsLowerAlphanumeric(component[i]) && component[i] is not ('.' or '_' or '-'))
                return new(i, $"a repository may not have {Name(component[i])}");
        }
        for (var i = 0; i < component.Length; i++)
        {
            var start = i;
            while (i < component.Length && !IsLowerAlphanumeric(component[i]))
                i++;
            var separator = component[start..i];
            if (separator.Length == 0)
                continue;
            if (start == 0 || i == component.Length)
                return new(start, $"a part of the repository may not start or end with '{separator}'");
            if (separator is not ("." or "_" or "__") && separator.Trim('-').Length > 0)
                return new(start, $"a repository may not have '{separator}' between letters");
        }
        return null;
    }

    private static Fault? InLabel(string label)
    {
        if (label.Length == 0)
            return new(0, "a part of the registry's host name is empty");
        for (var i = 0; i < label.Length; i++)
            if (!char.IsAsciiLetterOrDigit(label[i]) && label[i] != '-')
                return new(i, $"a registry's host name may not have {Name(label[i])}");
        if (label[0] == '-')
            return new(0, "a part of the registry's host name may not start with '-'");
        return label[^1] == '-'
            ? new(label.Length - 1, "a part of the registry's host name may not end with '-'")
            : null;
    }

    private static Fault? InBrackets(string host)
    {
        if (!host.EndsWith(']') || host.Length < 3)
            return new(0, "'[' opens an IPv6 address that no ']' closes");
        for (var i = 1; i < host.Length - 1; i++)
            if (!char.IsAsciiHexDigit(host[i]) && host[i] != ':')
                return new(i, $"an IPv6 address may not have {Name(host[i])}");
        return null;
    }

    private static Fault? InPort(string registry, int hostLength)
    {
        if (hostLength == registry.Length)
            return null;
        var port = registry[(hostLength + 1)..];
        return registry[hostLength] == ':' && port.All(char.IsAsciiDigit) && ushort.TryParse(port, out _)
            ? null
            : new(hostLength + 1, $"'{port}' is no port");
    }

    private static int HostLength(string registry)
    {
        var from = registry.StartsWith('[') ? Math.Max(0, registry.IndexOf(']')) : 0;
        var colon = registry.IndexOf(':', from);
        return colon < 0 ? registry.Length : colon;
    }

    private static bool IsLowerAlphanumeric(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static string Name(char c) =>
        c switch
        {
            ' ' => "a space",
            '\t' => "a tab",
            '\n' or '\r' => "a line break",
            _ when char.IsControl(c) => $"the control character U+{(int)c:X4}",
            _ => $"'{c}'",
        };
}
