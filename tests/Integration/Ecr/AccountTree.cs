using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>A repository of one small image, and an account that a run of it finds in its environment.</summary>
internal sealed class AccountTree : IAsyncDisposable
{
    public const string Image = "probe";

    private AccountTree(LocalAccount account, ImageTree tree) => (Account, Tree) = (account, tree);

    public LocalAccount Account { get; }

    public ImageTree Tree { get; }

    /// <summary>The image's repository in ECR.</summary>
    public string Repository => $"{Tree.Prefix}/{Image}";

    /// <summary>The home folder of its runs.</summary>
    public string Home => Tree.PathOf(".home");

    /// <summary>Where its runs keep temporary files.</summary>
    public string Temporary => Tree.PathOf(".tmp");

    public static async Task<AccountTree> OpenAsync()
    {
        var account = await LocalAccount.OpenAsync();
        var tree = await ImageTree.EmptyAsync();
        account.Hand(tree);
        tree.Write(".gitignore", "artifacts/\n.home/\n.tmp/\n");
        tree.Write($"images/{Image}/Dockerfile", "FROM scratch\nCOPY content /\n");
        tree.Write($"images/{Image}/content", "content\n");
        tree.Write("VERSION", "1.4.0\n");
        await tree.CommitAsync("An image");
        var opened = new AccountTree(account, tree);
        Directory.CreateDirectory(opened.Home);
        Directory.CreateDirectory(opened.Temporary);
        tree.Variables["HOME"] = opened.Home;
        tree.Variables["TMPDIR"] = opened.Temporary;
        tree.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        return opened;
    }

    public Task<RunResult> PushAsync(params IEnumerable<string> options) =>
        Tree.RunAsync(["--target=Push-All", "--create-repositories", .. options]);

    public async ValueTask DisposeAsync()
    {
        await Tree.DisposeAsync();
        await Account.DisposeAsync();
    }
}
