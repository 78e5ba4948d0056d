using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

/// <summary>Runs that never were, in every state that an image can have.</summary>
internal static class MadeUpReport
{
    private const string Before = "bash 5.2.37-2\nlibc6 2.41-12\nopenssl 3.5.1-1\nvim 9.1\n";
    private const string After = "bash 5.2.37-2\njq 1.7.1-6\nlibc6 2.41-12\nopenssl 3.5.1-1+deb13u1\n";

    /// <summary>A root, what is built on it, and what is built on that.</summary>
    public static RunReport Run { get; } =
        Of(
            Built("base-root", 0, 18, "openssl 3.5.1-1 → 3.5.1-1+deb13u1 is waiting") with
            {
                Description = "A minimal Debian, the root of all other images",
            },
            Built("base-build", 20, 41, "parent base-root will be built", "base-root") with
            {
                Tests = Report("base-build", Before),
            },
            Built("base-build-sbt", 64, 35, "parent base-build will be built", "base-build") with
            {
                State = ImageState.Failed,
                Outcome = "tests failed",
                Tags = [],
                Digest = null,
                PackedSize = null,
                Tests = Report("base-build-sbt", After, "expected to equal 1.11.7, found 1.11.6"),
            },
            Image("base-runtime", ImageState.Tested, "its tests changed", "base-root") with
            {
                Steps = [Step("Test", 20.5, 2.2), Step("Push", 23, 0.4)],
            },
            Built("base-runtime-jre", 24, 22, "images/base-runtime-jre/Dockerfile changed", "base-runtime") with
            {
                State = ImageState.Failed,
                Outcome = "build failed",
                Steps =
                [
                    Step("Build", 24, 22) with
                    {
                        Failure = "docker build of base-runtime-jre failed:\nE: Unable to locate package openjdk",
                    },
                ],
            },
            Image("service-a", ImageState.Blocked, "parent base-runtime-jre will be built", "base-runtime-jre") with
            {
                Outcome = "blocked by base-runtime-jre",
            },
            Image("example-image", ImageState.Retagged, "the tag latest points elsewhere", "base-root") with
            {
                Steps = [Step("Push", 19, 0.2)],
            },
            Image(
                "tools",
                ImageState.Nothing,
                "in the registry, tested, under all its tags",
                "base-build",
                "base-runtime"
            )
        );

    public static RunReport Of(params IReadOnlyList<ImageReport> images) =>
        new()
        {
            Time = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
            Duration = TimeSpan.FromSeconds(104),
            Source = new SourceFacts
            {
                InCi = true,
                Branch = "feature/openssl",
                Commit = "0123456789abcdef0123456789abcdef01234567",
            },
            Registry = "registry.test/base",
            WithheldTags = ["no latest: the branch is not the default branch"],
            Images = images,
        };

    /// <summary>One that was built, tested and pushed; its build is on the critical path.</summary>
    public static ImageReport Built(
        string name,
        double start,
        double seconds,
        string reason,
        params string[] parents
    ) =>
        Image(name, ImageState.Built, reason, parents) with
        {
            Action = ImageAction.Build,
            Previous = new PreviousImage(DigestOf($"{name} before"), null)
            {
                Packages = PackageList.Parse(Before),
                PackedSize = 45_000_000,
            },
            Tests = Report(name, After),
            Size = 124_000_000,
            PackedSize = 45_700_000,
            Layers =
            [
                new EngineLayer("", 119_788_882),
                new EngineLayer("RUN /bin/sh -c apt-get install --yes --no-install-recommends jq", 4_200_000),
                new EngineLayer("COPY rootfs / ", 11_118),
            ],
            Steps =
            [
                Step("Build", start, seconds) with
                {
                    IsCritical = true,
                    Log = $"logs/Build-{name}.log",
                },
                Step("Test", start + seconds, 1.4) with
                {
                    IsCritical = true,
                },
                Step("Tag", start + seconds + 1.4, 0.1),
                Step("Push", start + seconds + 1.5, 4),
            ],
        };

    public static ImageReport Image(string name, ImageState state, string reason, params string[] parents) =>
        new()
        {
            Name = name,
            Parents = parents,
            State = state,
            Outcome = "done",
            Action = state switch
            {
                ImageState.Tested => ImageAction.Test,
                ImageState.Retagged => ImageAction.Retag,
                ImageState.Nothing => ImageAction.Nothing,
                _ => ImageAction.Build,
            },
            Reasons = [reason],
            Tags = ["feature-openssl", "0123456789abcdef0123456789abcdef01234567"],
            Digest = DigestOf(name),
        };

    public static ReportedStep Step(string verb, double start, double seconds) =>
        new(verb, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(seconds));

    public static TestReport Report(string name, string packages, params string[] failures) =>
        TestReport.Of(
            name,
            [new TestSuite("base-root", "goss.yaml")],
            [
                .. Enumerable
                    .Range(0, 23)
                    .Select(number => new TestCase("base-root", "goss.yaml", $"File: /{number}: exists", 0.01, null)),
                .. failures.Select(failure => new TestCase(
                    name,
                    "tests/tools.bats",
                    "sbt has its version",
                    0.2,
                    failure
                )),
            ]
        ) with
        {
            Packages = PackageList.Parse(packages),
        };

    private static Digest DigestOf(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));
}
