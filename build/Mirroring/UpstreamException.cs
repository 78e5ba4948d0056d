namespace Bakehouse.Mirroring;

/// <summary>
/// A copy failed for its upstream's sake: that refused, broke off, or sent what cannot be read. Whatever else fails is the
/// trouble of the registry that gets the copy. Which of the two was asked tells them apart, not their names: both may be one.
/// </summary>
public sealed class UpstreamException(Exception cause)
    : Exception(cause is BakehouseException known ? known.Problem : cause.Message, cause);
