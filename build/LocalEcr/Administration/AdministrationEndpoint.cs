using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Gateway;
using Bakehouse.LocalEcr.Repositories;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.LocalEcr.Administration;

/// <summary>
/// What AWS does not have: what tests see and set, under <c>/_local/</c>. It asks for no credentials; the process listens
/// on loopback only.
/// </summary>
internal static class AdministrationEndpoint
{
    /// <summary>Answers as soon as the process is ready.</summary>
    public const string Health = "/_local/health";

    public static void Map(WebApplication app)
    {
        app.MapGet(Health, () => "ready");
        var local = app.MapGroup("/_local");

        // The calls since the start or the last DELETE, as IAM sees them.
        local.MapGet("/calls", (CallGate gate) => gate.Calls);
        local.MapDelete("/calls", (CallGate gate) => gate.Forget());

        // The errors to answer with; an empty list ends them.
        local.MapPut("/faults", (List<Fault> faults, CallGate gate) => gate.SetFaults(faults));

        // A further key; one with an expiration in the past is an expired one.
        local.MapPut("/keys", (AccessKey key, AccessKeys keys) => keys.Add(key));

        // How long the tokens hold that are issued from now on, and an end to those that were issued so far.
        local.MapPut(
            "/tokens",
            (TokenSettings wanted, AuthorizationTokens tokens) => tokens.Lifetime = wanted.Lifetime
        );
        local.MapDelete("/tokens", (AuthorizationTokens tokens) => tokens.Revoke());

        // Moves the registry's time on.
        local.MapPost("/clock", (ClockChange change, Clock clock) => clock.Advance(change.Advance));

        // What scans find in a repository's images, or in the image of a digest.
        local.MapPut("/scans", (ScanSetting wanted, Scans scans) => scans.Set(wanted.Subject, wanted.Result));

        // What ECR does once a day: the images that expire are deleted.
        local.MapPost("/lifecycle", (LifecycleRun run) => run.Carry());
    }

    internal sealed record TokenSettings(TimeSpan Lifetime);

    internal sealed record ClockChange(TimeSpan Advance);

    internal sealed record ScanSetting(string Subject, ScanResult Result);
}
