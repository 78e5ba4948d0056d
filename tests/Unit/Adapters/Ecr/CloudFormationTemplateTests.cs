using Bakehouse.Adapters.Ecr;

namespace Bakehouse.UnitTests.Adapters.Ecr;

internal sealed class CloudFormationTemplateTests
{
    [Test]
    public void Repository_OfABuiltImage_HasTheSettingsThatTheTargetMakes() =>
        Assert.That(
            CloudFormationTemplate.Write([RepositorySettings.OfBuilt("utility/ext-builder")]),
            Does.Contain(
                """
                  UtilityExtBuilder:
                    Type: AWS::ECR::Repository
                    DeletionPolicy: Retain
                    UpdateReplacePolicy: Retain
                    Properties:
                      RepositoryName: !Sub ${RepositoryPrefix}utility/ext-builder
                      EncryptionConfiguration:
                        EncryptionType: AES256
                      ImageScanningConfiguration:
                        ScanOnPush: true
                      ImageTagMutability: MUTABLE_WITH_EXCLUSION
                      ImageTagMutabilityExclusionFilters:
                        - ImageTagMutabilityExclusionFilterType: WILDCARD
                          ImageTagMutabilityExclusionFilterValue: "*.*"
                      LifecyclePolicy:
                        LifecyclePolicyText: |
                          {"rules":[
                """
            )
        );

    [Test]
    public void Policy_InTheTemplate_IsTheOneThatTheTargetPuts()
    {
        var lines = CloudFormationTemplate.Write([RepositorySettings.OfBuilt("base")]).Split('\n');

        var policy = lines
            .SkipWhile(line => !line.EndsWith("LifecyclePolicyText: |", StringComparison.Ordinal))
            .Skip(1);

        Assert.That(string.Concat(policy.Select(line => line.Trim())), Is.EqualTo(LifecyclePolicy.OfBuilt.ToString()));
    }

    [Test]
    public void Copies_OfUpstreams_MayMove() =>
        Assert.That(
            CloudFormationTemplate.Write([RepositorySettings.OfCopies("utility/redis", ["7", "7.2"], 6)]),
            Does.Contain("ImageTagMutability: MUTABLE\n").And.Not.Contain("Exclusion")
        );
}
