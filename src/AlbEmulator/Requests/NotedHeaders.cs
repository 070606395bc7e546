using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The headers of a request that has ended, there and back, in little more memory than they need: four times as much at most.
/// Strings hold one byte of the wire in each character. Used again for those of another request.
/// </summary>
internal sealed class NotedHeaders
{
    /// <summary>Of a line, beside its text.</summary>
    private const int BytesOfPlace = 24;

    private byte[] _heads = [];
    private KeyValuePair<string, StringValues>[] _lines = [];
    private NotedPlaces _places;

    /// <summary>What they take in memory, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the client spoke HTTP/2, in which names are in lower case.</summary>
    public bool IsClientHttp2 => _places.IsClientHttp2;

    /// <summary>Whether the target did.</summary>
    public bool IsTargetHttp2 => _places.IsTargetHttp2;

    /// <summary>What is not shown of them; null for nothing.</summary>
    public HiddenHeaders? Hidden => _places.Hidden;

    /// <summary>As they came from the client.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Received => LinesOf(_places.Received);

    /// <summary>The bytes of the client's head, its first line and the empty one included as far as they came; null over HTTP/2.</summary>
    public ReadOnlyMemory<byte>? ReceivedHead =>
        _places.Received is { IsHead: true } head ? _heads.AsMemory(head.Start, head.Length) : default(ReadOnlyMemory<byte>?);

    /// <summary>Of the target's answer, as it gave them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Answered => LinesOf(_places.Answered);

    /// <summary>As the target got them; none where it got nothing.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Forwarded => LinesOf(_places.Forwarded);

    /// <summary>As the client got them.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Returned => LinesOf(_places.Returned);

    /// <summary>Copies what was noted, in place of what was kept before.</summary>
    public void Keep(HeaderNotes notes)
    {
        CopyTo(ref _heads, notes.Heads);
        CopyTo(ref _lines, notes.Lines);
        _places = notes.Places;
        Bytes = _heads.Length + BytesOf(_lines);
    }

    /// <summary>
    /// For a reader. Where others are kept meanwhile the copy may be of both requests: making it fails for nobody, and the
    /// reader sees by the number of the place that it is to be dropped.
    /// </summary>
    public NotedHeaders Copy() => new() { _heads = [.. _heads], _lines = [.. _lines], _places = _places, Bytes = Bytes };

    /// <summary>What stands there is written over where it is neither too short nor far too long.</summary>
    private static void CopyTo<T>(ref T[] kept, ReadOnlySpan<T> noted)
    {
        if (noted.Length > kept.Length || noted.Length < kept.Length / 4)
        {
            kept = noted.ToArray();
            return;
        }

        noted.CopyTo(kept);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            // Holds no text of a request that is gone.
            Array.Clear(kept, noted.Length, kept.Length - noted.Length);
        }
    }

    /// <summary>What lines take in memory, about: text that stands in several places is counted in each.</summary>
    private static long BytesOf(KeyValuePair<string, StringValues>[] lines)
    {
        var bytes = 0L;
        foreach (var (name, values) in lines)
        {
            bytes += BytesOfPlace + (2 * (name?.Length ?? 0));
            for (var index = 0; index < values.Count; index++)
            {
                bytes += 2 * (values[index]?.Length ?? 0);
            }
        }

        return bytes;
    }

    private ReadOnlySpan<KeyValuePair<string, StringValues>> LinesOf(NotedMessage message) => message.IsHead
        ? LinesOf(_heads.AsSpan(message.Start, message.Length))
        : _lines.AsSpan(message.Start, message.Length);

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
