namespace Bakehouse.Packer;

/// <summary>What stands between the braces of a block, or in a whole file (HCL native syntax, "Structural Elements").</summary>
internal sealed record HclBody(IReadOnlyList<HclAttribute> Attributes, IReadOnlyList<HclBlock> Blocks)
{
    public HclAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}

/// <summary><c>name = expression</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Expression">The expression as written, without comments behind it.</param>
/// <param name="Line">The line of the name, counted from 1.</param>
internal sealed record HclAttribute(string Name, string Expression, int Line);

/// <summary><c>type "label" { … }</c>.</summary>
internal sealed record HclBlock(string Type, IReadOnlyList<string> Labels, HclBody Body, int Line);
