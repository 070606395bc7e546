using System.Text;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The headers of a request that has ended, there and back. Strings hold one byte of the wire in each character.
/// </summary>
/// <param name="heads">Heads of HTTP/1 in their bytes, one behind the other.</param>
/// <param name="lines">Headers of HTTP/2, and of functions.</param>
internal sealed class NotedHeaders(byte[] heads, KeyValuePair<string, StringValues>[] lines)
{
    /// <summary>Of a line, beside its text.</summary>
    public const int BytesOfPlace = 24;

    /// <summary>Whether the client spoke HTTP/2, in which names are in lower case.</summary>
    public bool IsClientHttp2 { get; init; }

    /// <inheritdoc cref="IsClientHttp2"/>
    public bool IsTargetHttp2 { get; init; }

    /// <summary>What is not shown of them; null for nothing.</summary>
    public HiddenHeaders? Hidden { get; init; }

    /// <summary>Where those stand that came from the client.</summary>
    public NotedMessage ReceivedAt { private get; init; }

    /// <summary>Where those stand that went to the target.</summary>
    public NotedMessage ForwardedAt { private get; init; }

    /// <summary>Where those of the target's answer stand.</summary>
    public NotedMessage AnsweredAt { private get; init; }

    /// <summary>Where those stand that the client got.</summary>
    public NotedMessage ReturnedAt { private get; init; }

    /// <summary>As they came from the client.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Received => LinesOf(ReceivedAt);

    /// <summary>The bytes of the client's head, its first line and the empty one included as far as they came; null over HTTP/2.</summary>
    public ReadOnlyMemory<byte>? ReceivedHead =>
        ReceivedAt.IsHead ? heads.AsMemory(ReceivedAt.Start, ReceivedAt.Length) : default(ReadOnlyMemory<byte>?);

    /// <summary>Of the target's answer, as it gave them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Answered => LinesOf(AnsweredAt);

    /// <summary>As the target got them; none where it got nothing.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Forwarded => LinesOf(ForwardedAt);

    /// <summary>As the client got them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Returned => LinesOf(ReturnedAt);

    /// <summary>What they take in memory, about.</summary>
    public long Bytes => heads.Length + BytesOf(lines);

    /// <summary>What lines take in memory, about: text that stands in several places is counted in each.</summary>
    public static long BytesOf(ReadOnlySpan<KeyValuePair<string, StringValues>> lines)
    {
        var bytes = 0L;
        foreach (var (name, values) in lines)
        {
            bytes += BytesOfPlace + (2 * name.Length);
            for (var index = 0; index < values.Count; index++)
            {
                bytes += 2 * (values[index]?.Length ?? 0);
            }
        }

        return bytes;
    }

    private ReadOnlySpan<KeyValuePair<string, StringValues>> LinesOf(NotedMessage message) => message.IsHead
        ? LinesOf(heads.AsSpan(message.Start, message.Length))
        : lines.AsSpan(message.Start, message.Length);

    /// <summary>The lines behind the first, up to the empty one.</summary>
    private static KeyValuePair<string, StringValues>[] LinesOf(ReadOnlySpan<byte> head) =>
    [
        .. Encoding.Latin1.GetString(head).Split('\n').Skip(1).Select(static line => line.TrimEnd('\r'))
            .TakeWhile(static line => line.Length > 0)
            .Select(static line => line.Split(':', 2) is [var name, var value]
                ? new KeyValuePair<string, StringValues>(name.TrimEnd(' '), value.Trim(' ', '\t'))
                : new(line, "")),
    ];
}

/// <summary>Where the headers of one message stand in what was noted.</summary>
/// <param name="Start">Of the bytes of all heads, or of all lines.</param>
/// <param name="Length">Bytes, or lines.</param>
/// <param name="IsHead">Whether they are the bytes of a head.</param>
internal readonly record struct NotedMessage(int Start, int Length, bool IsHead);
