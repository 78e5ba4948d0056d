namespace Cake.Docker;

/// <summary>Formats for <see cref="AutoPropertyAttribute.Format"/>.</summary>
public static class Constants
{
    /// <summary>For a boolean that is <c>true</c> where it is not given.</summary>
    public const string BoolWithTrueDefaultFormat = "--{0}={1}";
}
