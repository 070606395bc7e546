namespace AlbEmulator.Forwarding.Lambda;

/// <summary>What a function answered. Strings hold one byte in each character.</summary>
/// <param name="StatusCode">200–599.</param>
/// <param name="ContentType">The function's, or what is sent in its place.</param>
/// <param name="Headers">All others that are passed on, in the function's order; a name may come again.</param>
/// <param name="Body">Decoded.</param>
internal sealed record LambdaResponse(
    int StatusCode,
    string ContentType,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[] Body) : LambdaOutcome
{
    /// <summary>The other form of headers, in which the function gave some that are not read; null where it gave none.</summary>
    public string? UnreadHeaders { get; init; }
}
