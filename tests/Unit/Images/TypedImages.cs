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
    protected internal override IReadOnlyList<Variant> Variants =>
        [
            new("16")
            {
                Version = "16.2",
                BuildArguments = new Dictionary<string, string> { ["PG"] = "16.2" },
            },
            new("17")
            {
                Version = "17.6",
                BuildArguments = new Dictionary<string, string> { ["PG"] = "17.6" },
            },
        ];
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
