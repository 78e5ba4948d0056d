using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.ECR.Internal;

/// <summary>Times are seconds since 1970, with a fraction (AWS JSON 1.1 protocol, "Timestamps").</summary>
internal sealed class EpochConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.UnixEpoch.AddSeconds(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
}
