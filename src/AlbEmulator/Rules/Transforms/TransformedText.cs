using System.Buffers;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Transforms;

/// <summary>
/// What a rewritten host or URL must be like to be sent on. AWS names the failures and not their causes: these are the
/// ones that could not be sent on as one request.
/// </summary>
internal static class TransformedText
{
    /// <summary>Characters of a DNS name.</summary>
    private const int LongestHost = 253;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]");

    /// <summary>Controls and the blank, which end a request target.</summary>
    private static readonly SearchValues<char> NotInUri =
        SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(value => (char)value), '\u007f']);

    /// <summary>The status of a host that cannot be sent; null where it can, or where nothing was rewritten.</summary>
    public static string? ProblemWithHost(string? host) =>
        host is { Length: 0 or > LongestHost } || host.AsSpan().ContainsAnyExcept(HostCharacters)
            ? TransformStatus.InvalidHost
            : null;

    /// <summary>The status of a path and query that cannot be sent; null where they can, or where nothing was rewritten.</summary>
    public static string? ProblemWithUri(string? uri) => uri switch
    {
        null => null,
        { Length: > HeaderLimits.RequestLine } => TransformStatus.BufferTooSmall,
        ['/', ..] when !uri.AsSpan().ContainsAny(NotInUri) => null,
        _ => TransformStatus.InvalidPath,
    };
}
