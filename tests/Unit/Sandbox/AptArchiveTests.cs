using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class AptArchiveTests
{
    [Test]
    public void ParsePlan_OfApt_GivesTheFilesThatItDownloads()
    {
        const string plan = """
            NOTE: This is only a simulation!
            Inst libc6 (2.41-12+deb13u4 Debian:13.1/stable, Debian-Security:13/stable-security [amd64])
            Inst zlib1g (1:1.3.dfsg+really1.3.1-1 Debian:13.1/stable [amd64]) []
            Inst bats (1.11.1-1 Debian:13.1/stable [all])
            Conf bats (1.11.1-1 Debian:13.1/stable [all])

            """;

        var files = AptArchive.ParsePlan(plan).Select(package => package.FileName);

        Assert.That(
            files,
            Is.EqualTo(
                (string[])
                    [
                        "bats_1.11.1-1_all.deb",
                        "libc6_2.41-12+deb13u4_amd64.deb",
                        "zlib1g_1%3a1.3.dfsg+really1.3.1-1_amd64.deb",
                    ]
            )
        );
    }

    [Test]
    public void SizeOf_WhatAptWouldDownload_IsItsSumInBytes() =>
        Assert.That(
            AptArchive.SizeOf(
                "'http://a.example/x.deb' x_1_all.deb 1000 SHA256:00\n'http://a.example/y.deb' y.deb 24 \n"
            ),
            Is.EqualTo(1024)
        );
}
