namespace Cake.Frosting;

/// <summary>A program that is put together wrongly, or that was called so.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Makes one with a message.</summary>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>Makes one with a message and its cause.</summary>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
