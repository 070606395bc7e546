namespace AlbEmulator.Trust;

/// <summary>How an anchor stands with a store, or what became of it.</summary>
internal enum TrustState
{
    /// <summary>It is trusted, and was before.</summary>
    Present,

    /// <summary>It is not trusted, and was not before.</summary>
    Absent,
    Added,
    Removed,

    /// <summary>There is no such store here.</summary>
    NoStore,

    /// <summary>Nothing has changed, though it was to.</summary>
    Failed,
}

/// <summary>What a store says.</summary>
/// <param name="State">In a word.</param>
/// <param name="Told">Where, or why not.</param>
/// <param name="Command">What does it by hand, with more rights; empty for nothing.</param>
internal sealed record TrustOutcome(TrustState State, string Told = "", string Command = "")
{
    public static TrustOutcome Fail(string why, string command = "") => new(TrustState.Failed, why, command);
}
