using System.Text;

namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// Repositories as a template of CloudFormation (AWS CloudFormation Template Reference, AWS::ECR::Repository), for those
/// who deploy them so and do not let a pipeline make any.
/// </summary>
public static class CloudFormationTemplate
{
    /// <summary>Where it stands in the repository.</summary>
    public const string FileName = "cloudformation/ecr.yaml";

    public static string Write(IReadOnlyList<RepositorySettings> repositories) =>
        string.Concat(repositories.Select(Resource).Prepend(Head));

    private static string Head =>
        """
            # Written from the images: ./build.sh --target=Cloud-Formation
            AWSTemplateFormatVersion: "2010-09-09"
            Description: The ECR repositories that the images are pushed to
            Parameters:
              RepositoryPrefix:
                Description: What stands before each name, as --repository-prefix says, with a slash behind it
                Type: String
                Default: ""
                AllowedPattern: ([a-z0-9][a-z0-9._/-]*/)?
            Resources:

            """;

    private static string Resource(RepositorySettings repository) =>
        $$"""
              {{LogicalId(repository.Name)}}:
                Type: AWS::ECR::Repository
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Properties:
                  RepositoryName: !Sub ${RepositoryPrefix}{{repository.Name}}
                  EncryptionConfiguration:
                    EncryptionType: {{RepositorySettings.Encryption}}
                  ImageScanningConfiguration:
                    ScanOnPush: true
            {{Mutability(repository)}}      LifecyclePolicy:
                    LifecyclePolicyText: |
            {{Policy(repository)}}

            """;

    private static string Mutability(RepositorySettings repository)
    {
        if (repository.ImmutableTags.Count == 0)
        {
            return "      ImageTagMutability: MUTABLE\n";
        }

        var text = new StringBuilder(
            "      ImageTagMutability: MUTABLE_WITH_EXCLUSION\n      ImageTagMutabilityExclusionFilters:\n"
        );
        foreach (var tags in repository.ImmutableTags)
        {
            text.Append("        - ImageTagMutabilityExclusionFilterType: WILDCARD\n")
                .Append($"          ImageTagMutabilityExclusionFilterValue: \"{tags}\"\n");
        }

        return text.ToString();
    }

    // A line for each rule.
    private static string Policy(RepositorySettings repository) =>
        string.Join(
            '\n',
            [
                """          {"rules":[""",
                string.Join(
                    ",\n",
                    repository.Lifecycle.Rules.Select(
                        (rule, index) => $"          {rule.Json(index + 1).ToJsonString()}"
                    )
                ),
                "          ]}",
            ]
        );

    // Letters and digits, unique in the template.
    private static string LogicalId(string repository) =>
        string.Concat(
            repository
                .Split('/', '-', '.', '_')
                .Where(word => word.Length > 0)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..])
        );
}
