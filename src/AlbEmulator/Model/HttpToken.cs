using System.Buffers;

namespace AlbEmulator.Model;

/// <summary>
/// What names of headers and of cookies are made of.
/// <see href="https://www.rfc-editor.org/rfc/rfc9110#name-tokens"/>
/// </summary>
public static class HttpToken
{
    /// <summary>Every character of a token.</summary>
    public const string Characters =
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";

    /// <inheritdoc cref="Characters"/>
    public static SearchValues<char> Set { get; } = SearchValues.Create(Characters);
}
