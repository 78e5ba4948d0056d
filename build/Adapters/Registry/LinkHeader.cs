namespace Bakehouse.Adapters.Registry;

/// <summary>The next page: <c>Link: &lt;/v2/…?last=b&amp;n=2&gt;; rel="next"</c> (RFC 8288; OCI distribution-spec 1.1, "Listing tags").</summary>
internal static class LinkHeader
{
    public static Uri? Next(HttpResponseMessage response, Uri page)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
            return null;
        foreach (var link in links)
        {
            var (open, close) = (link.IndexOf('<'), link.IndexOf('>'));
            if (open < 0 || close < open || !IsNext(link[(close + 1)..]))
                continue;
            return new Uri(page, link[(open + 1)..close]);
        }
        return null;
    }

    private static bool IsNext(string parameters) =>
        parameters
            .Split(';', StringSplitOptions.TrimEntries)
            .Any(parameter => parameter is "rel=\"next\"" or "rel=next");
}
