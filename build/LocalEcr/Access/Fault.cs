namespace Bakehouse.LocalEcr.Access;

/// <summary>An error that a test has asked for.</summary>
/// <param name="Action">The action that fails, or <c>*</c> for all.</param>
/// <param name="Code">The error's code: <c>ThrottlingException</c>, <c>AccessDeniedException</c>, <c>ServerException</c>, <c>ExpiredAuthorizationToken</c>.</param>
/// <param name="Times">How often; null for good.</param>
public sealed record Fault(string Action, string Code, int? Times = null)
{
    internal bool Concerns(string action) => Times != 0 && (Action == "*" || Action == action);
}
