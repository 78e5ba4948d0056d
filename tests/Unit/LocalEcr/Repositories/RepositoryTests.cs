using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;
using static Bakehouse.UnitTests.LocalEcr.Repositories.SampleRepositories;

namespace Bakehouse.UnitTests.LocalEcr.Repositories;

internal sealed class RepositoryTests
{
    private static readonly TagMutability Immutable = new("IMMUTABLE_WITH_EXCLUSION", ["latest"]);

    [Test]
    public void Put_OfATagThatMayMove_MovesItAndKeepsTheOtherImage()
    {
        var repository = Empty.With(Image("a"), "latest").With(Image("b"), "latest");

        Assert.That(repository.Tags["latest"], Is.EqualTo(DigestOf("b")));
        Assert.That(repository.Images, Has.Count.EqualTo(2));
    }

    [TestCase("a")]
    [TestCase("b")]
    public void Put_OfATagThatMustNotMove_IsRefusedEvenForTheSameImage(string image)
    {
        var repository = (Empty with { Mutability = Immutable }).With(Image("a"), "1.0");

        var refusal = Assert.Throws<AwsException>(() => repository.Put(Image(image), "1.0"))!;

        Assert.That(refusal.Code, Is.EqualTo("ImageTagAlreadyExistsException"));
    }

    [Test]
    public void Put_OfOneMoreTagThanAnImageMayHave_IsRefused()
    {
        var image = Image("a");
        var full = Empty.With(image, [.. Enumerable.Range(0, Repository.MostTags).Select(number => $"t{number}")]);

        Assert.That(
            () => full.Put(image, "one-more"),
            Throws.TypeOf<AwsException>().With.Message.Contains("tags per image which is '1000'")
        );
        Assert.That(() => full.Put(image, "t7"), Throws.Nothing);
        Assert.That(() => full.Put(Image("b"), "one-more"), Throws.Nothing);
    }

    [Test]
    public void Put_OfAnIndexWithoutItsParts_NamesThem() =>
        Assert.That(
            () => Empty.Put(Image("index", 0, "part"), "1.0"),
            Throws.TypeOf<AwsException>().With.Message.Contains(DigestOf("part"))
        );

    [Test]
    public void Put_OfAnImageThatIsThere_KeepsTheTimeOfItsFirstPush() =>
        Assert.That(
            Empty.With(Image("a", age: 9), "1").With(Image("a"), "2").Images[DigestOf("a")].PushedAt,
            Is.EqualTo(Now.AddDays(-9))
        );

    [Test]
    public void WithoutTag_OfTheLastOne_RemovesTheImage()
    {
        var repository = Empty.With(Image("a"), "1", "2");

        Assert.That(repository.WithoutTag("1").Images, Has.Count.EqualTo(1));
        Assert.That(repository.WithoutTag("1").WithoutTag("2").Images, Is.Empty);
    }

    [Test]
    public void Find_ByATagAndAnotherDigest_FindsNothing() =>
        Assert.That(Empty.With(Image("a"), "1").With(Image("b"), "2").Find(new ImageId(DigestOf("b"), "1")), Is.Null);
}
