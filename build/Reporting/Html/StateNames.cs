namespace Bakehouse.Reporting.Html;

/// <summary>How the states of images are called and in which class of the style sheet they are.</summary>
internal static class StateNames
{
    /// <summary>The class: <c>built</c>, <c>tested</c>.</summary>
    public static string Class(this ImageState state) => state.ToString().ToLowerInvariant();

    /// <summary>The legend: <c>tested only</c>.</summary>
    public static string Title(this ImageState state) => state == ImageState.Tested ? "tested only" : state.Class();

    /// <summary>The state of one image: <c>tests failed</c>, <c>built · 18 s</c>.</summary>
    public static string Phrase(this ImageReport image) =>
        image.State switch
        {
            ImageState.Failed or ImageState.Blocked or ImageState.Stopped => image.Outcome,
            ImageState.Nothing => "nothing to do",
            _ => $"{image.State.Class()} · {Phrases.Duration(image.Duration)}",
        };

    /// <summary>The place of an image in the page.</summary>
    public static string Anchor(string image) => $"image-{image}";

    /// <summary>The address of that place.</summary>
    public static string Link(string image) => $"#{Uri.EscapeDataString(Anchor(image))}";
}
