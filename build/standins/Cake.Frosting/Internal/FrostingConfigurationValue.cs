namespace Cake.Frosting.Internal;

/// <summary>A setting of Cake's that the program chose.</summary>
internal sealed record FrostingConfigurationValue(string Key, string Value);
