using System.Net;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Mirroring;

/// <summary>The part of a budget that one copy has reserved.</summary>
internal sealed class PullClaim(PullBudget budget)
{
    private readonly Lock _lock = new();
    private int _held;

    /// <summary>Pulls that were made.</summary>
    public int Spent { get; private set; }

    /// <summary>The pulls that the copy takes, as far as is known: those made, and those that it last asked for.</summary>
    public int Needed { get; private set; }

    /// <summary>Reserves some more pulls, or gives some back: fewer than none.</summary>
    /// <returns>Whether the budget had them.</returns>
    public bool TryHold(int more)
    {
        lock (_lock)
        {
            Needed = Spent + _held + more;
            if (more > 0 && !budget.TryReserve(more))
                return false;
            if (more < 0)
                budget.Return(-more);
            _held += more;
            return true;
        }
    }

    /// <summary>Turns one reserved pull into one that is made.</summary>
    /// <exception cref="PullLimitException">The upstream has refused another pull meanwhile.</exception>
    public void Spend()
    {
        lock (_lock)
        {
            if (budget.IsExhausted)
                throw new PullLimitException();
            if (_held == 0)
                throw new InvalidOperationException("A pull must be reserved before it is made.");
            _held--;
            Spent++;
        }
    }

    /// <summary>The upstream has refused a pull: no copy is to try another.</summary>
    public void Exhaust() => budget.Exhaust();

    /// <summary>Gives back what was not used.</summary>
    public void Release()
    {
        lock (_lock)
        {
            budget.Return(_held);
            _held = 0;
        }
    }
}

/// <summary>The upstream allows no more pulls for now.</summary>
internal sealed class PullLimitException(Exception? innerException = null)
    : Exception("The upstream's pull limit is used up.", innerException)
{
    /// <summary>Whether an error of the registry client is a 429 that retries did not mend.</summary>
    public static bool IsBehind(Exception error) =>
        (error as RegistryException ?? error.InnerException as RegistryException)?.Status
        is HttpStatusCode.TooManyRequests;
}
