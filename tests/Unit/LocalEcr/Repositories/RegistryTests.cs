using Bakehouse.LocalEcr;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;
using static Bakehouse.UnitTests.LocalEcr.Repositories.SampleRepositories;

namespace Bakehouse.UnitTests.LocalEcr.Repositories;

internal sealed class RegistryTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-ecr-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Registry_AfterARestart_HasWhatItHad()
    {
        var settings = new TagMutability("IMMUTABLE_WITH_EXCLUSION", ["latest"]);
        var before = Open();
        before.Set("BLOB_MOUNTING", "ENABLED");
        before.Add(Empty with { Mutability = settings, ScanOnPush = true });
        before.Update(Empty.Name, repository => repository.With(Image("part")).With(Image("a", 3, "part"), "1", "2"));

        var after = Open();

        var repository = after.Get(Empty.Name);
        Assert.Multiple(() =>
        {
            Assert.That(after.Settings["BLOB_MOUNTING"], Is.EqualTo("ENABLED"));
            Assert.That(repository.Mutability.MayMove("latest"), Is.True);
            Assert.That(repository.Mutability.MayMove("1"), Is.False);
            Assert.That(repository.TagsOf(DigestOf("a")), Is.EqualTo((string[])["1", "2"]));
            Assert.That(repository.Images[DigestOf("a")].PushedAt, Is.EqualTo(Now.AddDays(-3)));
            Assert.That(repository.Images[DigestOf("a")].IsScanned, Is.True);
            Assert.That(repository.IsReferenced(DigestOf("part")), Is.True);
        });
    }

    [Test]
    public void Change_ThatIsRefused_ChangesNothing()
    {
        var registry = Open();
        registry.Add(Empty);

        Assert.That(
            () => registry.Update(Empty.Name, repository => repository.With(Image("index", 0, "missing"), "1")),
            Throws.TypeOf<AwsException>()
        );
        Assert.That(Open().Get(Empty.Name).Images, Is.Empty);
    }

    [Test]
    public void Add_OfANameThatIsThere_IsRefused()
    {
        var registry = Open();
        registry.Add(Empty);

        Assert.That(
            () => registry.Add(Empty),
            Throws.TypeOf<AwsException>().With.Property("Code").EqualTo("RepositoryAlreadyExistsException")
        );
    }

    [TestCase("Team/app")]
    [TestCase("team//app")]
    [TestCase("-app")]
    [TestCase("a")]
    public void Add_OfWhatIsNoName_IsRefused(string name) =>
        Assert.That(
            () => Open().Add(new Repository(name, Now) { RegistryId = "123456789012" }),
            Throws.TypeOf<AwsException>().With.Property("Code").EqualTo("InvalidParameterException")
        );

    private Registry Open() =>
        new(
            new LocalEcrOptions
            {
                Port = 0,
                Storage = new Uri("http://127.0.0.1:1"),
                Data = folder,
                AccessKeys = [],
            }
        );
}
