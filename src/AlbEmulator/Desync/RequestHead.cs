namespace AlbEmulator.Desync;

/// <summary>The head of a request as <see cref="HeadScanner"/> found it.</summary>
internal readonly record struct RequestHead
{
    /// <summary>Bytes up to the end of the empty line; 0 while it has not come.</summary>
    public int Length { get; init; }

    /// <summary>The request line; none of one while it has not come.</summary>
    public LineRead Line { get; init; }

    public Classification Classification { get; init; }

    /// <summary>The answer that it gets in every mode, as it cannot be passed on; 0 where it can.</summary>
    public int Refusal { get; init; }

    /// <summary>Whether the body is chunked.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Of the body; null where it is not told so, or says nothing beside chunks.</summary>
    public long? ContentLength { get; init; }
}
