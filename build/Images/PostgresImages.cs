using Cake.Frosting;

namespace Bakehouse.Images;

[TaskName("Pg-Base")]
[TaskDescription(
    "PostgreSQL in one version, with what builds against it: the stage that the images below have in common"
)]
[IsDependentOn(typeof(BaseBuild))]
public sealed class PgBase : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants =>
        [
            .. PostgresVersions.All.Select(postgres =>
                PostgresVersions.VariantOf(postgres) with
                {
                    Substitutes = [PostgresSource.InPlaceOf(postgres)],
                }
            ),
        ];

    protected internal override IReadOnlyList<string> LocationArguments => PostgresVersions.Addresses;
}

[TaskName("Ext-Builder")]
[TaskDescription("Builds a PostgreSQL extension against exactly one version of PostgreSQL")]
[IsDependentOn(typeof(PgBase))]
public sealed class ExtBuilder : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants => PostgresVersions.Variants;
}

[TaskName("Ext-Tester")]
[TaskDescription("Runs the tests of a PostgreSQL extension against a server")]
[IsDependentOn(typeof(PgBase))]
public sealed class ExtTester : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants => PostgresVersions.Variants;
}

[TaskName("Fail-Tester")]
[TaskDescription("Tests how a PostgreSQL extension takes connections that fail")]
[IsDependentOn(typeof(ExtTester))]
public sealed class FailTester : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants => PostgresVersions.Variants;
}

[TaskName("Pg-Upgrade-Tester")]
[TaskDescription("Tests the upgrade of a cluster from one version of PostgreSQL to another")]
[IsDependentOn(typeof(ExtTester))]
public sealed class PgUpgradeTester : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants =>
        [
            .. PostgresVersions.Upgrades.Select(upgrade => new Variant($"{upgrade.Old.Major}-{upgrade.New.Major}")
            {
                Version = $"{upgrade.Old.Release}-{upgrade.New.Release}",
                On = upgrade.New.Major,
                BuildArguments = new Dictionary<string, string>
                {
                    ["PG_OLD_MAJOR"] = upgrade.Old.Major,
                    ["PG_OLD_VERSION"] = upgrade.Old.Version,
                },
                // The source is that of ext-tester, which it stands on.
                Substitutes = upgrade.Old.IsInDebian ? [] : [PostgresSource.InPlaceOf(upgrade.Old)],
            }),
        ];

    protected internal override IReadOnlyList<string> LocationArguments => PostgresVersions.Addresses;
}

[TaskName("Citus-Upgrade-Tester")]
[TaskDescription("Tests the upgrade of an extension from its older versions, whose binaries it has")]
[IsDependentOn(typeof(ExtBuilder))]
[IsDependentOn(typeof(ExtTester))]
public sealed class CitusUpgradeTester : ImageStage
{
    protected internal override IReadOnlyList<Variant> Variants => PostgresVersions.Variants;
}

[TaskName("Style-Checker")]
[TaskDescription("Checks the style of a PostgreSQL extension's sources")]
[IsDependentOn(typeof(BaseBuild))]
public sealed class StyleChecker : ImageStage;

/// <summary>What the sandbox builds with where PostgreSQL's own archive cannot be reached.</summary>
internal static class PostgresSource
{
    private const string Missing = "PostgreSQL's own archive cannot be reached";

    public static Substitute InPlaceOf(PostgresVersion postgres) =>
        postgres.IsInDebian
            ? new Substitute(
                PostgresVersions.Address,
                new Dictionary<string, string> { ["POSTGRES_SOURCE"] = "debian" },
                $"{Missing}, so PostgreSQL {postgres.Major} comes from Debian's packages"
            )
            : new Substitute(
                PostgresVersions.Address,
                null,
                $"{Missing}, and Debian has no PostgreSQL {postgres.Major}"
            );
}
