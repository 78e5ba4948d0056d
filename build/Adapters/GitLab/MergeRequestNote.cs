using System.Globalization;
using System.Text.Json;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.GitLab;

/// <summary>
/// The one comment that Bakehouse keeps on a merge request: written by the first pipeline, and written anew by each one after.
/// </summary>
/// <remarks>
/// See GitLab's documentation, "Notes API". A job's own token may read notes and not write them ("GitLab CI/CD job token",
/// "Job token access"), so this takes a token that the project has been given for it.
/// </remarks>
public sealed class MergeRequestNote(ChildEnvironment environment, HttpClient http)
{
    /// <summary>The variable with a project access token: role Reporter, scope <c>api</c>.</summary>
    public const string TokenVariable = "BAKEHOUSE_GITLAB_TOKEN";

    // What tells our comment from others; it is not shown.
    private const string Mark = "<!-- bakehouse -->";

    /// <summary>Whether there is a merge request to comment on.</summary>
    public bool HasMergeRequest => Variable("CI_MERGE_REQUEST_IID") is not null;

    /// <summary>Whether there is a token to do so with.</summary>
    public bool HasToken => Variable(TokenVariable) is not null;

    /// <param name="text">Markdown.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="BakehouseException">GitLab does not take it.</exception>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        var project = Variable("CI_MERGE_REQUEST_PROJECT_ID") ?? Variable("CI_PROJECT_ID");
        var notes =
            $"{Variable("CI_API_V4_URL")}/projects/{project}/merge_requests/{Variable("CI_MERGE_REQUEST_IID")}/notes";
        var body = new Dictionary<string, string> { ["body"] = $"{Mark}\n{text}" };
        using var answer = await FindAsync(notes, cancellationToken) is { } note
            ? await SendAsync(HttpMethod.Put, $"{notes}/{note}", body, cancellationToken)
            : await SendAsync(HttpMethod.Post, notes, body, cancellationToken);
    }

    private async Task<long?> FindAsync(string notes, CancellationToken cancellationToken)
    {
        var page = "1";
        while (page.Length > 0)
        {
            var address = $"{notes}?sort=asc&order_by=created_at&per_page=100&page={page}";
            using var answer = await SendAsync(HttpMethod.Get, address, null, cancellationToken);
            using var found = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(cancellationToken));
            foreach (var note in found.RootElement.EnumerateArray())
            {
                if (note.GetProperty("body").GetString()!.StartsWith(Mark, StringComparison.Ordinal))
                {
                    return note.GetProperty("id").GetInt64();
                }
            }

            page = answer.Headers.TryGetValues("X-Next-Page", out var next) ? string.Concat(next) : "";
        }

        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string address,
        Dictionary<string, string>? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("PRIVATE-TOKEN", Variable(TokenVariable));
        request.Content = body is null ? null : new FormUrlEncodedContent(body);
        try
        {
            var answer = await http.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
                throw Refused($"it answers {status} {answer.ReasonPhrase}");
            }
        }
        catch (HttpRequestException exception)
        {
            throw Refused(exception.Message);
        }
    }

    private static BakehouseException Refused(string why) =>
        new(
            $"GitLab does not take the comment on the merge request: {why}.",
            $"Put a project access token with the role Reporter and the scope api into {TokenVariable}."
        );

    private string? Variable(string name) => environment.GetVariable(name) is { Length: > 0 } value ? value : null;
}
