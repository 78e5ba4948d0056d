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
