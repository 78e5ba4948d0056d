using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.ECR.Internal;

/// <summary>A constant is a string on the wire; values that this version does not know are kept as they are.</summary>
internal sealed class ConstantConverter<T> : JsonConverter<T>
    where T : ConstantClass
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } value ? (T)Activator.CreateInstance(typeof(T), value) : null;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
