using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The request target on its way to a target, byte for byte. A <see cref="Uri"/> carries ASCII only, so that any other
/// byte travels as a mark and two hex digits through the HTTP client, and is put back as the request is written. So is
/// the case of names that came over HTTP/2, since the HTTP client writes those it knows in its own.
/// </summary>
internal static class RequestTarget
{
    /// <summary>A control character that no one writes into a path; where one does, it is marked as well.</summary>
    private const char Mark = '\u001a';

    /// <summary>At the end of a target, where no NUL can be: the names of the headers are to be in lower case.</summary>
    private const string LowerCase = "\u001a00";

    private static readonly SearchValues<char> Ascii =
        SearchValues.Create([.. Enumerable.Range(0, 128).Select(value => (char)value).Where(value => value != Mark)]);

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="targetAddress"><c>http://ip:port</c>, with or without a slash at its end.</param>
    /// <param name="uri">Path and query, Latin-1, beginning with a slash.</param>
    /// <param name="isHttp2">Whether the head is no text, in which nothing can be put back: such bytes are then escaped.</param>
    /// <param name="isFromHttp2">Whether the client spoke HTTP/2.</param>
    public static TargetUri Create(string targetAddress, string uri, bool isHttp2, bool isFromHttp2)
    {
        var address = targetAddress.AsSpan().TrimEnd('/');
        var end = isFromHttp2 && !isHttp2 ? LowerCase : "";
        return new TargetUri(
            uri.AsSpan().ContainsAnyExcept(Ascii)
                ? $"{address}{Marked(uri, isHttp2 ? '%' : Mark)}{end}"
                : $"{address}{uri}{end}",
            AsItIs);
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

        var lowers = false;
        var restored = new ArrayBufferWriter<byte>(head.Length);
        for (var next = 0; next < end; next++)
        {
            if (span[next] != Mark)
            {
                restored.Write(span.Slice(next, 1));
                continue;
            }

            var value = byte.Parse(span.Slice(next + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            lowers |= value == 0;
            restored.Write(value == 0 ? [] : [value]);
            next += 2;
        }

        var headers = restored.WrittenCount;
        restored.Write(span[end..]);
        if (lowers)
        {
            HeaderNameCase.Lower(MemoryMarshal.AsMemory(restored.WrittenMemory).Span[headers..]);
        }

        return restored.WrittenMemory;
    }

    private static string Marked(string uri, char mark) => string.Concat(uri.Select(character =>
        Ascii.Contains(character) ? character.ToString() : $"{mark}{(int)character:X2}"));
}
