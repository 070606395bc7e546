using System.Buffers;
using System.Globalization;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The request target on its way to a target, byte for byte. A <see cref="Uri"/> carries ASCII only, so that any other
/// byte travels as a mark and two hex digits through the HTTP client, and is put back as the request is written.
/// </summary>
internal static class RequestTarget
{
    /// <summary>A control character that no one writes into a path; where one does, it is marked as well.</summary>
    private const char Mark = '\u001a';

    private static readonly SearchValues<char> Ascii =
        SearchValues.Create([.. Enumerable.Range(0, 128).Select(value => (char)value).Where(value => value != Mark)]);

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="targetAddress"><c>http://ip:port</c>, with or without a slash at its end.</param>
    /// <param name="uri">Path and query, Latin-1, beginning with a slash.</param>
    /// <param name="isHttp2">Whether the head is no text, in which nothing can be put back: such bytes are then escaped.</param>
    public static Uri Create(string targetAddress, string uri, bool isHttp2)
    {
        var address = targetAddress.AsSpan().TrimEnd('/');
        return new Uri(
            uri.AsSpan().ContainsAnyExcept(Ascii) ? $"{address}{Marked(uri, isHttp2 ? '%' : Mark)}" : $"{address}{uri}", AsItIs);
    }

    /// <summary>The head of a request with every marked byte put back.</summary>
    public static ReadOnlyMemory<byte> Restore(ReadOnlyMemory<byte> head)
    {
        var span = head.Span;
        var end = span.IndexOf((byte)'\n');
        // Only what this room itself began is the head of a request.
        if (end < 0 || !span[..end].Contains((byte)Mark) || !span[(end + 1)..].StartsWith("X-Forwarded-"u8))
        {
            return head;
        }

        var restored = new ArrayBufferWriter<byte>(head.Length);
        for (var next = 0; next < span.Length; next++)
        {
            if (next < end && span[next] == Mark)
            {
                restored.Write([byte.Parse(span.Slice(next + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)]);
                next += 2;
            }
            else
            {
                restored.Write(span.Slice(next, 1));
            }
        }

        return restored.WrittenMemory;
    }

    private static string Marked(string uri, char mark) => string.Concat(uri.Select(character =>
        Ascii.Contains(character) ? character.ToString() : $"{mark}{(int)character:X2}"));
}
