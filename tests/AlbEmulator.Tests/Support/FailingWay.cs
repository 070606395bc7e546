namespace AlbEmulator.Tests.Support;

/// <summary>A request that fails, and what is told of it.</summary>
/// <param name="Name">In words.</param>
/// <param name="Status">What stands in the log.</param>
/// <param name="Code">Of the cause.</param>
/// <param name="Cause">The sentence, or the begin of one that the machine or a library ends.</param>
public sealed record FailingWay(string Name, int Status, string Code, string Cause)
{
    /// <summary>What the client sends, on a connection of its own.</summary>
    public required string Request { get; init; }

    /// <summary>Whether <see cref="Cause"/> is only the begin.</summary>
    public bool IsBegin { get; init; }

    /// <summary>Whether it goes to the listener of HTTPS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether the client has no head of an answer that could tell the cause, since it has another or is gone.</summary>
    public bool HasNoHeader { get; init; }

    /// <summary>What the client does once it has sent the request, in place of reading one answer.</summary>
    public Func<RawClient, Task>? Then { get; init; }

    public override string ToString() => Name;
}
