using System.Text.Json.Serialization;
using Amazon.ECR.Internal;
using Amazon.Runtime;

namespace Amazon.ECR;

[JsonConverter(typeof(ConstantConverter<ImageTagMutabilityExclusionFilterType>))]
public class ImageTagMutabilityExclusionFilterType : ConstantClass
{
    public static readonly ImageTagMutabilityExclusionFilterType WILDCARD = new("WILDCARD");

    public ImageTagMutabilityExclusionFilterType(string value)
        : base(value) { }

    public static ImageTagMutabilityExclusionFilterType FindValue(string value) =>
        FindValue<ImageTagMutabilityExclusionFilterType>(value);

    public static implicit operator ImageTagMutabilityExclusionFilterType(string value) => FindValue(value);
}
