using Bakehouse.Images;
using Cake.Frosting;

namespace Bakehouse.UnitTests.Images;

[TaskName("Typed-Root")]
public sealed class TypedRoot : ImageStage;

[TaskName("Typed-Root")]
public sealed class TypedRootAgain : ImageStage;

[TaskName("Typed-Child")]
[TaskDescription("A child")]
[IsDependentOn(typeof(TypedRoot))]
public sealed class TypedChild : ImageStage
{
    protected internal override IReadOnlyDictionary<string, string> BuildArguments =>
        new Dictionary<string, string> { ["JDK"] = "21" };

    protected internal override IReadOnlyList<string> LocationArguments => ["MIRROR"];

    protected internal override Preparation? Preparation => new("make.sh", "made.tar");
}

[TaskName("Matrix-Root")]
public sealed class MatrixRoot : ImageStage
{
    /// <summary>The version that 17 is pinned to.</summary>
    public string Pin { get; set; } = "17.6";

    /// <summary>What the variant 16 is built with where something cannot be fetched.</summary>
    public Substitute[] SubstitutesOf16 { get; init; } = [];

    protected internal override IReadOnlyList<Variant> Variants =>
        [Of("16", "16.2") with { Substitutes = SubstitutesOf16 }, Of("17", Pin)];

    private static Variant Of(string name, string version) =>
        new(name)
        {
            Version = version,
            BuildArguments = new Dictionary<string, string> { ["PG"] = version },
        };
}

[TaskName("Matrix-Child")]
[IsDependentOn(typeof(MatrixRoot))]
public sealed class MatrixChild : ImageStage
{
    protected internal override string Repository => "utility/child";

    protected internal override IReadOnlyList<Variant> Variants => [new("16"), new("16.1-17") { On = "17" }];
}

[TaskName("Plain-Child")]
[IsDependentOn(typeof(MatrixRoot))]
public sealed class PlainChild : ImageStage;

[TaskName("Other-Child")]
[IsDependentOn(typeof(MatrixRoot))]
public sealed class OtherChild : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants => [new("12")];
}
