namespace Bakehouse.Dockerfiles;

/// <summary>A build stage of a Dockerfile: what begins with a <c>FROM</c>.</summary>
/// <param name="Index">Counted from 0.</param>
/// <param name="Name">The name behind <c>AS</c>, in lower case; null where there is none.</param>
/// <param name="From">The image or stage that it starts from, as written.</param>
/// <param name="Line">The line of the <c>FROM</c>, counted from 1.</param>
public sealed record Stage(int Index, string? Name, string From, int Line);
