using Bakehouse.UnitTests.Architecture;

namespace Bakehouse.UnitTests.Pages;

/// <summary>The layout in CONTRIBUTING.md is that of the repository. Each of its lines begins with a path.</summary>
internal sealed class ContributingTests
{
    private static readonly string[] Parents = ["build", "build/Adapters", "build/standins", "tests"];

    private readonly string[] layout =
    [
        .. new RepositoryPage("CONTRIBUTING.md")
            .Block("text")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0].TrimEnd('/')),
    ];

    [Test]
    public void Layout_FoldersOfTheRepository_AreAllNamed() =>
        Assert.That(
            Parents
                .SelectMany(parent =>
                    Directory
                        .EnumerateDirectories(Path.Combine(Repository.Root, parent))
                        .Select(folder => $"{parent}/{Path.GetFileName(folder)}")
                )
                .Where(folder => !Parents.Contains(folder))
                .Except(layout),
            Is.Empty,
            "CONTRIBUTING.md's layout lacks these."
        );

    [Test]
    public void Layout_WhatItNames_IsThere() =>
        Assert.That(
            layout.Where(path => !path.Contains('<') && !Path.Exists(Path.Combine(Repository.Root, path))),
            Is.Empty,
            "CONTRIBUTING.md's layout names what is not there."
        );
}
