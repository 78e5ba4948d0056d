namespace Bakehouse.LocalEcr.Access;

/// <summary>A call that was made, as IAM sees it.</summary>
/// <param name="Action">The action that it needs: <c>ecr:PutImage</c>.</param>
/// <param name="Resource">The ARN that the action is needed on, or <c>*</c>.</param>
/// <param name="PrincipalArn">Who made it.</param>
/// <param name="Refusal">The code of the error that it was refused with before it was carried out; else null.</param>
public sealed record Call(string Action, string Resource, string PrincipalArn, string? Refusal);
