using System.Text;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The headers of a request that has ended, there and back. Strings hold one byte of the wire in each character.
/// </summary>
/// <param name="lines">All of them: received, answered by the target, forwarded to it, and what the client got.</param>
/// <param name="received">Where those that were received end.</param>
/// <param name="answered">Where those of the target's answer end.</param>
/// <param name="forwarded">Where those that were forwarded end.</param>
/// <param name="returnedHead">
/// Status line and headers that the client got over HTTP/1, in their bytes; empty where the last lines are what it got.
/// </param>
internal sealed class NotedHeaders(
    KeyValuePair<string, StringValues>[] lines, int received, int answered, int forwarded, byte[] returnedHead)
{
    /// <summary>Whether the client spoke HTTP/2, in which names are in lower case.</summary>
    public bool IsClientHttp2 { get; init; }

    /// <inheritdoc cref="IsClientHttp2"/>
    public bool IsTargetHttp2 { get; init; }

    /// <summary>What an HTTP/1.1 target got, in its bytes; empty for others.</summary>
    public byte[] ForwardedHead { get; init; } = [];

    /// <summary>What an HTTP/1.1 target answered, in its bytes; empty for others.</summary>
    public byte[] AnsweredHead { get; init; } = [];

    /// <summary>As they came from the client.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Received => lines.AsSpan(0, received);

    /// <summary>Of the target's answer, as it gave them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Answered =>
        AnsweredHead.Length > 0 ? LinesOf(AnsweredHead) : lines.AsSpan(received, answered - received);

    /// <summary>As the target got them; none where it got nothing.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Forwarded =>
        ForwardedHead.Length > 0 ? LinesOf(ForwardedHead) : lines.AsSpan(answered, forwarded - answered);

    /// <summary>As the client got them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Returned => returnedHead.Length > 0 ? LinesOf(returnedHead) : lines.AsSpan(forwarded);

    /// <summary>What they take in memory, about: text that stands in several places is counted in each.</summary>
    public long Bytes
    {
        get
        {
            const int PerLine = 24;
            var bytes = (long)returnedHead.Length + ForwardedHead.Length + AnsweredHead.Length;
            foreach (var (name, values) in lines)
            {
                bytes += PerLine + (2 * name.Length);
                for (var index = 0; index < values.Count; index++)
                {
                    bytes += 2 * (values[index]?.Length ?? 0);
                }
            }

            return bytes;
        }
    }

    /// <summary>The lines behind the first, up to the empty one.</summary>
    private static KeyValuePair<string, StringValues>[] LinesOf(byte[] head) =>
    [
        .. Encoding.Latin1.GetString(head).Split('\n').Skip(1).Select(static line => line.TrimEnd('\r'))
            .TakeWhile(static line => line.Length > 0)
            .Select(static line => line.Split(':', 2) is [var name, var value]
                ? new KeyValuePair<string, StringValues>(name.TrimEnd(' '), value.Trim(' ', '\t'))
                : new(line, "")),
    ];
}
