namespace Bakehouse.Adapters.Git;

/// <summary>The address of a git remote, fit to be shown: GitLab's clones carry the job's token in theirs.</summary>
public static class OriginUrl
{
    /// <summary>The address without user and password; null for none, and for a path of this machine.</summary>
    public static string? WithoutCredentials(string? url)
    {
        if (url is null)
        {
            return null;
        }

        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsFile)
        {
            return new UriBuilder(uri) { UserName = "", Password = "" }
                .Uri
                .AbsoluteUri;
        }

        // scp's form, git@host:group/project.git: a user, but never a password.
        return url.Contains('@') && url.Contains(':') ? url : null;
    }
}
