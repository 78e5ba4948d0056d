using System.Net;
using Bakehouse.LocalEcr.Gateway;

namespace Bakehouse.LocalEcr.Access;

/// <summary>What every call passes, by whichever protocol it came: it is recorded, and refused where a test wants that.</summary>
internal sealed class CallGate(LocalEcrOptions options)
{
    private readonly Lock changing = new();
    private readonly List<Call> calls = [];
    private List<Fault> faults = [];

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (changing)
            {
                return [.. calls];
            }
        }
    }

    public void Forget()
    {
        lock (changing)
        {
            calls.Clear();
        }
    }

    /// <summary>Sets the errors to answer with from now on, instead of those before.</summary>
    public void SetFaults(IEnumerable<Fault> wanted)
    {
        lock (changing)
        {
            faults = [.. wanted];
        }
    }

    /// <param name="principalArn">Who calls.</param>
    /// <param name="action">The IAM action that the call needs.</param>
    /// <param name="repository">The repository that it is about; null where it is about none.</param>
    /// <exception cref="AwsException">It is refused.</exception>
    public void Enter(string principalArn, string action, string? repository) =>
        EnterOn(principalArn, action, repository is null ? "*" : RepositoryArn(repository));

    public void EnterOn(string principalArn, string action, string resource)
    {
        lock (changing)
        {
            var index = faults.FindIndex(fault => fault.Concerns(action));
            var fault = index < 0 ? null : faults[index];
            calls.Add(new Call(action, resource, principalArn, fault?.Code));
            if (fault is not null)
            {
                faults[index] = fault with { Times = fault.Times - 1 };
                throw Refuse(fault, action, resource, principalArn);
            }
        }
    }

    public string RepositoryArn(string repository) =>
        $"arn:aws:ecr:{options.Region}:{options.AccountId}:repository/{repository}";

    private static AwsException Refuse(Fault fault, string action, string resource, string principalArn) =>
        fault.Code switch
        {
            "ThrottlingException" => new(fault.Code, "Rate exceeded"),
            "AccessDeniedException" => new(
                fault.Code,
                $"User: {principalArn} is not authorized to perform: {action} on resource: {resource} because no "
                    + $"identity-based policy allows the {action} action"
            ),
            AuthorizationTokens.Expired => new(fault.Code, AuthorizationTokens.ExpiredMessage),
            "ServerException" => new(
                fault.Code,
                "The service is not able to process the request.",
                HttpStatusCode.InternalServerError
            ),
            _ => new(fault.Code, fault.Code),
        };
}
