namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>What a proxy does to a request or to its answer.</summary>
internal abstract record Fault
{
    private Fault() { }

    /// <summary>Nothing is ever answered.</summary>
    public sealed record Silence : Fault;

    /// <summary>An answer of the proxy's own; the registry is not asked.</summary>
    public sealed record Answer(int Status, params (string Name, string Value)[] Headers) : Fault
    {
        public string Body { get; init; } = "";
    }

    /// <summary>The registry does what it was asked to do; the connection is reset before it says so.</summary>
    public sealed record LostAnswer : Fault;

    /// <summary>The connection is reset after so many bytes of the request's body.</summary>
    public sealed record ResetUpload(long After) : Fault;

    /// <summary>The connection is reset after so many bytes of the answer's body.</summary>
    public sealed record Reset(long After) : Fault;

    /// <summary>The answer is sound, but has only so many bytes.</summary>
    public sealed record Truncation(long To) : Fault;

    /// <summary>One bit of one byte is another.</summary>
    public sealed record Flip(long At) : Fault;

    /// <summary>A header says something else.</summary>
    public sealed record Lie(string Header, string Value) : Fault;
}
