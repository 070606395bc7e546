using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The headers of a request that has ended, there and back. Strings hold one byte of the wire in each character.
/// </summary>
/// <param name="lines">All of them: received, answered by the target, forwarded to it, and what the client got.</param>
/// <param name="received">Where those that were received end.</param>
/// <param name="answered">Where those of the target's answer end.</param>
/// <param name="forwarded">Where those that were forwarded end.</param>
/// <param name="ownHead">Head of the load balancer's own answer, in its bytes; empty where the last lines are the answer.</param>
internal sealed class NotedHeaders(
    KeyValuePair<string, StringValues>[] lines, int received, int answered, int forwarded, byte[] ownHead)
{
    /// <summary>Whether the client spoke HTTP/2, in which names are in lower case.</summary>
    public bool IsClientHttp2 { get; init; }

    /// <inheritdoc cref="IsClientHttp2"/>
    public bool IsTargetHttp2 { get; init; }

    /// <summary>As they came from the client.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Received => lines.AsSpan(0, received);

    /// <summary>Of the target's answer, as it gave them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Answered => lines.AsSpan(received, answered - received);

    /// <summary>As the target got them; none where it got nothing.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Forwarded => lines.AsSpan(answered, forwarded - answered);

    /// <summary>As the client got them, unless there is an <see cref="OwnHead"/>.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Returned => lines.AsSpan(forwarded);

    /// <summary>Status line and header lines of an answer that the load balancer itself gave over HTTP/1.</summary>
    public ReadOnlySpan<byte> OwnHead => ownHead;

    /// <summary>What they take in memory, about: text that stands in several places is counted in each.</summary>
    public long Bytes
    {
        get
        {
            const int PerLine = 24;
            var bytes = (long)ownHead.Length;
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
}
