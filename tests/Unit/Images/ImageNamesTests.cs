using Bakehouse.Images;

namespace Bakehouse.UnitTests.Images;

internal sealed class ImageNamesTests
{
    [TestCase("Base-Build-Sbt", "base-build-sbt")]
    [TestCase("BaseBuildSbt", "base-build-sbt")]
    [TestCase("Base-Root", "base-root")]
    [TestCase("Postgres16", "postgres16")]
    [TestCase("Java17Builder", "java17-builder")]
    [TestCase("JRE", "jre")]
    public void OfTask_AsTaskOrClassName_IsTheFolder(string task, string image) =>
        Assert.That(ImageNames.OfTask(task), Is.EqualTo(image));

    [TestCase("base-build-sbt", "Base-Build-Sbt")]
    [TestCase("example", "Example")]
    [TestCase("jdk-21", "Jdk-21")]
    public void TaskOf_Folder_IsTheTarget(string image, string task) =>
        Assert.That(ImageNames.TaskOf(image), Is.EqualTo(task));

    [TestCase("base-build-sbt")]
    [TestCase("jdk-21")]
    [TestCase("a-b-c")]
    public void TaskOf_ReadBack_IsTheSameFolder(string image) =>
        Assert.That(ImageNames.OfTask(ImageNames.TaskOf(image)), Is.EqualTo(image));
}
